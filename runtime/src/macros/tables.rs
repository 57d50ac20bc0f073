//! `paginator!` and `waiter!`: what the model says of pages and of waiting, as tables.
//!
//! What is done with them is in [`client`](crate::Client).

/// The table of a paginator: constant, whether there is more, and for each token the member of the input that takes
/// it and where the output has it.
#[macro_export]
macro_rules! paginator {
    ($constant:ident $([$more:expr])? { $($input:literal = $output:expr,)+ }) => {
        static $constant: $crate::schema::Paginator = {
            #[allow(unused_imports)]
            use $crate::expression::{Expression::*, Step::*};
            $crate::schema::Paginator {
                tokens: &[$(($input, $output)),+],
                more: &[$($more)?],
            }
        };
    };
}

/// The table of a waiter: constant, name, seconds between attempts, number of attempts, and what ends it.
#[macro_export]
macro_rules! waiter {
    ($constant:ident = $name:literal ($delay:literal, $attempts:literal) {
        $($state:ident: $matcher:expr,)+
    }) => {
        static $constant: $crate::schema::Waiter = {
            #[allow(unused_imports)]
            use $crate::expression::{Comparison::*, Expression::*, Step::*};
            #[allow(unused_imports)]
            use $crate::schema::Matcher::*;
            $crate::schema::Waiter {
                name: $name,
                delay: $delay,
                attempts: $attempts,
                acceptors: &[$(($crate::schema::State::$state, $matcher)),+],
            }
        };
    };
}
