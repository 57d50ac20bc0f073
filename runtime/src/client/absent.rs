//! Methods that without their feature are there only for rustc to find, and to say what has to be turned on.

#[cfg(not(feature = "async"))]
mod without_async {
    use std::future::Future;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use super::super::presign::{PresignedPost, PresignedRequest};
    use super::super::{Call, ClientBuilder, Pages, Wait, WaitError};
    use crate::features::{Awaits, ThisProgram};

    #[doc(hidden)]
    impl<O, E> Call<O, E> {
        pub fn send(self) -> std::future::Ready<Result<O, E>>
        where
            ThisProgram<E>: Awaits,
        {
            <ThisProgram<E>>::absent()
        }

        pub fn presigned<P>(self, _presigning: P) -> std::future::Ready<Result<PresignedRequest, E>>
        where
            ThisProgram<E>: Awaits,
        {
            <ThisProgram<E>>::absent()
        }

        pub fn presigned_post<P>(self, _policy: P) -> std::future::Ready<Result<PresignedPost, E>>
        where
            ThisProgram<E>: Awaits,
        {
            <ThisProgram<E>>::absent()
        }
    }

    // Not `IntoFuture`, as that is with the feature: futures have that one too, so that rustc would name neither.
    #[doc(hidden)]
    impl<O, E> Future for Call<O, E>
    where
        ThisProgram<E>: Awaits,
    {
        type Output = Result<O, E>;

        fn poll(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Self::Output> {
            Poll::Pending
        }
    }

    #[doc(hidden)]
    impl<O, E> Pages<O, E> {
        #[allow(
            clippy::should_implement_trait,
            reason = "with the feature it is async"
        )]
        pub fn next(&mut self) -> std::future::Ready<Option<Result<O, E>>>
        where
            ThisProgram<E>: Awaits,
        {
            <ThisProgram<E>>::absent()
        }
    }

    #[doc(hidden)]
    impl<O, E> Future for Wait<O, E>
    where
        ThisProgram<E>: Awaits,
    {
        type Output = Result<O, WaitError<O, E>>;

        fn poll(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Self::Output> {
            Poll::Pending
        }
    }

    #[doc(hidden)]
    impl<C> ClientBuilder<C> {
        pub fn transport<T>(self, _transport: T) -> Self
        where
            ThisProgram<T>: Awaits,
        {
            self
        }
    }
}

#[cfg(not(feature = "blocking"))]
mod without_blocking {
    use super::super::presign::{PresignedPost, PresignedRequest};
    use super::super::{Call, ClientBuilder, Pages, Wait, WaitError};
    use crate::features::{ThisProgram, Waits};

    #[doc(hidden)]
    impl<O, E> Call<O, E> {
        pub fn send_blocking(self) -> Result<O, E>
        where
            ThisProgram<E>: Waits,
        {
            <ThisProgram<E>>::absent()
        }

        pub fn presigned_blocking<P>(self, _presigning: P) -> Result<PresignedRequest, E>
        where
            ThisProgram<E>: Waits,
        {
            <ThisProgram<E>>::absent()
        }

        pub fn presigned_post_blocking<P>(self, _policy: P) -> Result<PresignedPost, E>
        where
            ThisProgram<E>: Waits,
        {
            <ThisProgram<E>>::absent()
        }
    }

    #[doc(hidden)]
    impl<O, E> Pages<O, E> {
        pub fn blocking(self) -> std::vec::IntoIter<Result<O, E>>
        where
            ThisProgram<E>: Waits,
        {
            <ThisProgram<E>>::absent()
        }
    }

    #[doc(hidden)]
    impl<O, E> Wait<O, E> {
        pub fn blocking(self) -> Result<O, WaitError<O, E>>
        where
            ThisProgram<E>: Waits,
        {
            <ThisProgram<E>>::absent()
        }
    }

    #[doc(hidden)]
    impl<C> ClientBuilder<C> {
        pub fn blocking_transport<T>(self, _transport: T) -> Self
        where
            ThisProgram<T>: Waits,
        {
            self
        }
    }
}

#[cfg(not(feature = "metrics"))]
mod without_metrics {
    use super::super::ClientBuilder;
    use crate::features::{Measures, ThisProgram};

    #[doc(hidden)]
    impl<C> ClientBuilder<C> {
        pub fn meter<T>(self, _meter: T) -> Self
        where
            ThisProgram<T>: Measures,
        {
            self
        }
    }
}

#[cfg(not(feature = "aws-config"))]
mod without_aws_config {
    use super::super::ClientBuilder;
    use crate::features::{TakesOfficialConfiguration, ThisProgram};

    #[doc(hidden)]
    impl<C> ClientBuilder<C> {
        pub fn credentials_provider<T>(self, _provider: T) -> Self
        where
            ThisProgram<T>: TakesOfficialConfiguration,
        {
            self
        }

        pub fn sdk_config<T>(self, _config: &T) -> Self
        where
            ThisProgram<T>: TakesOfficialConfiguration,
        {
            self
        }
    }
}

#[cfg(not(feature = "profile"))]
mod without_profile {
    use super::super::ClientBuilder;
    use crate::features::{ReadsProfiles, ThisProgram};

    #[doc(hidden)]
    impl<C> ClientBuilder<C> {
        pub fn profile<T>(self, _name: T) -> Self
        where
            ThisProgram<T>: ReadsProfiles,
        {
            self
        }
    }
}
