//! Reads generated Rust, to say what is in it: the variants of the error enum, the client's calls, the values of enums.

use syn::{Expr, File, ImplItem, Item, ItemStatic, Lit};

/// A method of the client that calls an operation.
#[derive(Debug)]
pub struct Call {
    /// The method's name.
    pub method: String,
    /// The operation's name on the wire.
    pub wire: String,
    /// Whether it takes a request.
    pub takes_request: bool,
}

/// All items of a file, those of its modules among them.
///
/// # Panics
/// The text is no Rust.
#[must_use]
pub fn items(text: &str) -> Vec<Item> {
    let file: File = syn::parse_str(text).unwrap_or_else(|error| unreachable!("{error}"));
    let mut left = file.items;
    let mut found = Vec::new();
    while let Some(mut item) = left.pop() {
        if let Item::Mod(module) = &mut item
            && let Some((_, content)) = module.content.take()
        {
            left.extend(content);
        }
        found.push(item);
    }
    found
}

/// The modelled variants of the error enum: those with a structure.
#[must_use]
pub fn errors(items: &[Item]) -> Vec<String> {
    let enums = items.iter().filter_map(|item| match item {
        Item::Enum(found) if found.ident == "Error" => Some(found),
        _ => None,
    });
    // A service may have an error of that name; it is a structure.
    let variants = enums.flat_map(|found| &found.variants);
    let modelled = variants.filter(|variant| {
        let has_structure = variant.fields.iter().any(|field| match &field.ty {
            syn::Type::Path(path) => {
                let last = path.path.segments.last();
                last.is_some_and(|segment| segment.ident == "ServiceError")
            }
            _ => false,
        });
        has_structure && variant.ident != "Unrecognized"
    });
    modelled.map(|variant| variant.ident.to_string()).collect()
}

/// The client's methods that call an operation.
#[must_use]
pub fn calls(items: &[Item]) -> Vec<Call> {
    let methods = items.iter().filter_map(|item| match item {
        Item::Impl(found) if found.trait_.is_none() => Some(&found.items),
        _ => None,
    });
    let methods = methods.flatten().filter_map(|item| match item {
        ImplItem::Fn(method) => Some(method),
        _ => None,
    });
    // One with a bound can't be called yet.
    let methods = methods.filter(|method| method.sig.generics.where_clause.is_none());
    let calls = methods.filter_map(|method| {
        let [syn::Stmt::Expr(Expr::MethodCall(call), None)] = method.block.stmts.as_slice() else {
            return None;
        };
        let Some(Expr::Reference(table)) = call.args.first().filter(|_| call.method == "call")
        else {
            return None;
        };
        let Expr::Path(table) = &*table.expr else {
            return None;
        };
        Some(Call {
            method: method.sig.ident.to_string(),
            wire: wire(items, &table.path.get_ident()?.to_string())?,
            takes_request: method.sig.inputs.len() > 1,
        })
    });
    calls.collect()
}

/// The `name` in an operation's table.
fn wire(items: &[Item], constant: &str) -> Option<String> {
    let table = items.iter().find_map(|item| match item {
        Item::Static(ItemStatic { ident, expr, .. }) if ident == constant => Some(expr),
        _ => None,
    });
    let Expr::Struct(table) = &**table? else {
        return None;
    };
    let is_name = |field: &&syn::FieldValue| matches!(&field.member, syn::Member::Named(name) if name == "name");
    text(&table.fields.iter().find(is_name)?.expr)
}

/// What each enum's `VALUES` holds.
#[must_use]
pub fn values(items: &[Item]) -> Vec<Vec<String>> {
    let impls = items.iter().filter_map(|item| match item {
        Item::Impl(found) => Some(&found.items),
        _ => None,
    });
    let constants = impls.flatten().filter_map(|item| match item {
        ImplItem::Const(constant) if constant.ident == "VALUES" => Some(&constant.expr),
        _ => None,
    });
    let lists = constants.filter_map(|list| match list {
        Expr::Reference(list) => match &*list.expr {
            Expr::Array(list) => Some(list.elems.iter().filter_map(text).collect()),
            _ => None,
        },
        _ => None,
    });
    lists.collect()
}

fn text(found: &Expr) -> Option<String> {
    match found {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
