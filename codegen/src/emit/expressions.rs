//! Expressions of paginators and waiters, as tables have them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::scope::Scope;
use crate::ir::{Comparison, Expression, Step};

pub(super) fn expression(scope: &Scope<'_>, found: &Expression) -> TokenStream {
    let of = |inner: &Expression| expression(scope, inner);
    let two = |left: &Expression, right: &Expression| {
        let (left, right) = (of(left), of(right));
        quote!(&#left, &#right)
    };
    let value = match found {
        Expression::Path(steps) => {
            let steps = steps.iter().map(|found| step(scope, found));
            quote!(Path(&[#(#steps),*]))
        }
        Expression::Text(text) => quote!(Text(#text)),
        Expression::Number(number) => {
            let number = Literal::f64_unsuffixed(*number);
            quote!(Number(#number))
        }
        Expression::Boolean(boolean) => quote!(Boolean(#boolean)),
        Expression::Length(inner) => {
            let inner = of(inner);
            quote!(Length(&#inner))
        }
        Expression::Compare(left, how, right) => {
            let (left, how, right) = (of(left), comparison(scope, *how), of(right));
            quote!(Compare(&#left, #how, &#right))
        }
        Expression::And(left, right) => {
            let two = two(left, right);
            quote!(And(#two))
        }
        Expression::Or(left, right) => {
            let two = two(left, right);
            quote!(Or(#two))
        }
        Expression::Not(inner) => {
            let inner = of(inner);
            quote!(Not(&#inner))
        }
    };
    let expressions = scope.name("Expression");
    quote!(#expressions::#value)
}

fn comparison(scope: &Scope<'_>, found: Comparison) -> TokenStream {
    let comparisons = scope.name("Comparison");
    match found {
        Comparison::Equal => quote!(#comparisons::Equal),
        Comparison::NotEqual => quote!(#comparisons::NotEqual),
        Comparison::Greater => quote!(#comparisons::Greater),
        Comparison::GreaterOrEqual => quote!(#comparisons::GreaterOrEqual),
        Comparison::Less => quote!(#comparisons::Less),
        Comparison::LessOrEqual => quote!(#comparisons::LessOrEqual),
    }
}

fn step(scope: &Scope<'_>, found: &Step) -> TokenStream {
    let steps = scope.name("Step");
    match found {
        Step::Member(index) => {
            let index = Literal::usize_unsuffixed(*index);
            quote!(#steps::Member(#index))
        }
        Step::Each => quote!(#steps::Each),
        Step::Keys => quote!(#steps::Keys),
        Step::Several(paths) => {
            let paths = paths.iter().map(|path| {
                let path = path.iter().map(|found| step(scope, found));
                quote!(&[#(#path),*])
            });
            quote!(#steps::Several(&[#(#paths),*]))
        }
        Step::Last => quote!(#steps::Last),
        Step::Where(condition) => {
            let condition = expression(scope, condition);
            quote!(#steps::Where(&#condition))
        }
    }
}
