// After the update: E0277.
use super::service::types::Response;

pub fn observed() -> Vec<String> {
    fn blank<T: Default + std::fmt::Debug>() -> Vec<String> {
        vec![format!("{:?}", T::default())]
    }
    blank::<Response>()
}
