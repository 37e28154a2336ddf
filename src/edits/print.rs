//! Edits as TOML: the same edits give the same bytes, and reading them gives the same edits.

use super::model::{Add, Change, Edit, Edits, PlaceEdit, RoleEdit, Target, modality_name, role_name};

/// A TOML basic string.
pub fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Text as it may stand in a comment of one line.
pub(super) fn comment(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file with these edits and nothing else.
pub fn to_toml(edits: &Edits) -> String {
    let all = edits.edits.iter().map(edit).chain(edits.adds.iter().map(add));
    all.collect::<Vec<_>>().join("\n")
}

fn line(out: &mut String, key: &str, value: &str) {
    out.push_str(&format!("{key} = {value}\n"));
}

fn text(out: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        line(out, key, &string(value));
    }
}

fn list(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.collect::<Vec<_>>().join(", "))
}

fn edit(edit: &Edit) -> String {
    let mut out = "[[edit]]\n".to_string();
    let target = &edit.target;
    text(&mut out, "id", target.id.as_deref());
    text(&mut out, "quote", target.quote.as_deref());
    text(&mut out, "trigger", target.trigger.as_deref());
    text(&mut out, "doc", target.doc.as_deref());
    change(&mut out, &edit.change);
    if let Some(hide) = edit.hide {
        line(&mut out, "hide", if hide { "true" } else { "false" });
    }
    if edit.split {
        line(&mut out, "split", "true");
    }
    if !edit.merge.is_empty() {
        line(&mut out, "merge", &list(edit.merge.iter().map(|located| inline(&located.value))));
    }
    out
}

fn inline(target: &Target) -> String {
    let fields = [("id", &target.id), ("quote", &target.quote), ("trigger", &target.trigger), ("doc", &target.doc)];
    let written: Vec<String> =
        fields.iter().filter_map(|(key, value)| Some(format!("{key} = {}", string(value.as_deref()?)))).collect();
    format!("{{ {} }}", written.join(", "))
}

fn change(out: &mut String, change: &Change) {
    text(out, "date", change.date.as_ref().map(|date| date.value.as_str()));
    match change.place.as_ref().map(|place| &place.value) {
        None => {}
        Some(PlaceEdit::Nowhere) => line(out, "place", "\"none\""),
        Some(PlaceEdit::Named(name)) => line(out, "place", &string(name)),
        Some(PlaceEdit::Point { name, lat, lon }) => {
            line(out, "place", &format!("{{ name = {}, lat = {lat:?}, lon = {lon:?} }}", string(name)));
        }
    }
    match change.role.as_ref().map(|role| &role.value) {
        None => {}
        Some(RoleEdit::Only(role)) => line(out, "role", &string(role_name(*role))),
        Some(RoleEdit::Of(roles)) => {
            let written = roles.iter().map(|(place, role)| format!("{} = {}", string(place), string(role_name(*role))));
            line(out, "role", &format!("{{ {} }}", written.collect::<Vec<_>>().join(", ")));
        }
    }
    text(out, "label", change.label.as_deref());
    text(out, "category", change.category.map(|category| category.name()));
    text(out, "modality", change.modality.map(modality_name));
    if let Some(who) = &change.who {
        line(out, "who", &list(who.iter().map(|name| string(name))));
    }
    if let Some(order) = change.order {
        line(out, "order", &order.to_string());
    }
}

fn add(add: &Add) -> String {
    let mut out = "[[add]]\n".to_string();
    change(&mut out, &add.change);
    text(&mut out, "quote", add.quote.as_deref());
    text(&mut out, "source", add.source.as_deref());
    text(&mut out, "doc", add.doc.as_deref());
    out
}
