//! The mutants of a file.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, GenericArgument, ImplItemFn, ItemFn, PathArguments, ReturnType, Type, UnOp};

/// What stands in place of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// One expression in place of another.
    Expression,
    /// A value in place of the work of a function.
    Body,
    /// An arm of a match that is never taken.
    Arm,
}

/// One mutant.
#[derive(Debug, Clone)]
pub struct Mutant {
    pub change: Change,
    /// Bytes of the file; the same twice where something is put in.
    pub from: usize,
    pub to: usize,
    pub by: String,
    pub line: usize,
    pub function: String,
    pub what: String,
}

/// All mutants of a file, in the order of the file. Code of tests, constants and macros have none.
pub fn mutants(text: &str) -> Vec<Mutant> {
    let file = syn::parse_file(text).expect("a file that compiles");
    let mut finder = Finder { text, function: String::new(), found: Vec::new() };
    finder.visit_file(&file);
    finder.found
}

struct Finder<'a> {
    text: &'a str,
    function: String,
    found: Vec<Mutant>,
}

/// Whether an item is there for tests alone.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|name| name == "test")
    })
}

/// What is put in place of an operator.
fn others(operator: &BinOp) -> &'static [&'static str] {
    match operator {
        BinOp::Add(_) => &["-", "*"],
        BinOp::Sub(_) => &["+", "/"],
        BinOp::Mul(_) => &["+", "/"],
        BinOp::Div(_) => &["%", "*"],
        BinOp::Rem(_) => &["/", "+"],
        BinOp::And(_) => &["||"],
        BinOp::Or(_) => &["&&"],
        BinOp::BitAnd(_) => &["|", "^"],
        BinOp::BitOr(_) => &["&", "^"],
        BinOp::BitXor(_) => &["|", "&"],
        BinOp::Shl(_) => &[">>"],
        BinOp::Shr(_) => &["<<"],
        BinOp::Eq(_) => &["!="],
        BinOp::Ne(_) => &["=="],
        BinOp::Lt(_) => &["==", ">", "<="],
        BinOp::Gt(_) => &["==", "<", ">="],
        BinOp::Le(_) => &[">"],
        BinOp::Ge(_) => &["<"],
        BinOp::AddAssign(_) => &["-=", "*="],
        BinOp::SubAssign(_) => &["+=", "/="],
        BinOp::MulAssign(_) => &["+=", "/="],
        BinOp::DivAssign(_) => &["%=", "*="],
        _ => &[],
    }
}

/// Whether a condition binds names on its way, so that it cannot be an expression of its own.
fn binds(expression: &Expr) -> bool {
    match expression {
        Expr::Let(_) => true,
        Expr::Binary(binary) => binds(&binary.left) || binds(&binary.right),
        _ => false,
    }
}

/// Values of a type that a function could return without any work.
fn values(kind: &Type) -> Vec<String> {
    let known = |list: &[&str]| list.iter().map(|value| value.to_string()).collect();
    let path = match kind {
        Type::Path(path) => path,
        Type::Reference(reference) => {
            let is_str = matches!(&*reference.elem, Type::Path(path) if path.path.is_ident("str"));
            return if is_str { known(&["\"\"", "\"xyzzy\""]) } else { Vec::new() };
        }
        Type::Tuple(tuple) if tuple.elems.is_empty() => return known(&["()"]),
        _ => return Vec::new(),
    };
    let Some(last) = path.path.segments.last() else { return Vec::new() };
    let inner = || match &last.arguments {
        PathArguments::AngleBracketed(inner) => match inner.args.first() {
            Some(GenericArgument::Type(kind)) => values(kind),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    match last.ident.to_string().as_str() {
        "bool" => known(&["true", "false"]),
        "u8" | "u16" | "u32" | "u64" | "usize" | "u128" => known(&["0", "1"]),
        "i8" | "i16" | "i32" | "i64" | "isize" | "i128" => known(&["0", "1", "-1"]),
        "f32" | "f64" => known(&["0.0", "1.0", "-1.0"]),
        "String" => known(&["String::new()", "\"xyzzy\".to_string()"]),
        "Option" => {
            let some = inner().into_iter().map(|value| format!("Some({value})"));
            std::iter::once("None".to_string()).chain(some).collect()
        }
        "Result" => inner().into_iter().map(|value| format!("Ok({value})")).collect(),
        "Vec" => known(&["Vec::new()"]),
        _ => known(&["Default::default()"]),
    }
}

impl Finder<'_> {
    fn text_of(&self, span: Span) -> &str {
        &self.text[span.byte_range()]
    }

    fn add(&mut self, change: Change, span: Span, by: String, what: String) {
        let range = span.byte_range();
        let (from, to) = match change {
            Change::Expression => (range.start, range.end),
            Change::Body => (range.start + 1, range.start + 1),
            Change::Arm => (range.end, range.end),
        };
        let (line, function) = (span.start().line, self.function.clone());
        self.found.push(Mutant { change, from, to, by, line, function, what });
    }

    /// Mutants of a whole function, then those inside.
    fn function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        // What a constant function does must be known to the compiler.
        if signature.constness.is_some() {
            return;
        }
        let outer = std::mem::replace(&mut self.function, signature.ident.to_string());
        let results = match &signature.output {
            ReturnType::Default => vec!["()".to_string()],
            ReturnType::Type(_, kind) => values(kind),
        };
        for by in results {
            let is_all = block.stmts.len() == 1 && self.text_of(block.span()).trim_matches(['{', '}']).trim() == by;
            if !block.stmts.is_empty() && !is_all {
                let what = format!("replace the function by {by}");
                self.add(Change::Body, block.span(), by, what);
            }
        }
        visit::visit_block(self, block);
        self.function = outer;
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if !is_test(&item.attrs) {
            visit::visit_item_impl(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        if !is_test(&item.attrs) {
            self.function(&item.sig, &item.block);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if !is_test(&item.attrs) {
            self.function(&item.sig, &item.block);
        }
    }

    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}

    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}

    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}

    fn visit_item_enum(&mut self, _: &'ast syn::ItemEnum) {}

    fn visit_type(&mut self, _: &'ast Type) {}

    fn visit_pat(&mut self, _: &'ast syn::Pat) {}

    fn visit_expr_repeat(&mut self, repeat: &'ast syn::ExprRepeat) {
        self.visit_expr(&repeat.expr);
    }

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        if !(binds(&binary.left) || binds(&binary.right)) {
            let (left, right) = (self.text_of(binary.left.span()), self.text_of(binary.right.span()));
            let (left, right, operator) =
                (left.to_string(), right.to_string(), self.text_of(binary.op.span()).to_string());
            for other in others(&binary.op) {
                let what = format!("replace {operator} by {other} in {}", self.text_of(binary.span()));
                self.add(Change::Expression, binary.span(), format!("{left} {other} {right}"), what);
            }
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'ast syn::ExprUnary) {
        if matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_)) {
            let inner = self.text_of(unary.expr.span()).to_string();
            let what = format!("take the sign from {}", self.text_of(unary.span()));
            self.add(Change::Expression, unary.span(), inner, what);
        }
        visit::visit_expr_unary(self, unary);
    }

    fn visit_expr_match(&mut self, choice: &'ast syn::ExprMatch) {
        let catches_all = choice.arms.iter().any(|arm| matches!(arm.pat, syn::Pat::Wild(_)) && arm.guard.is_none());
        for arm in &choice.arms {
            match &arm.guard {
                Some((_, guard)) if !binds(guard) => {
                    for by in ["true", "false"] {
                        let what = format!("replace the guard {} by {by}", self.text_of(guard.span()));
                        self.add(Change::Expression, guard.span(), by.to_string(), what);
                    }
                }
                None if catches_all && !matches!(arm.pat, syn::Pat::Wild(_)) => {
                    let what = format!("never take the arm {}", self.text_of(arm.pat.span()));
                    self.add(Change::Arm, arm.pat.span(), String::new(), what);
                }
                _ => {}
            }
        }
        visit::visit_expr_match(self, choice);
    }
}
