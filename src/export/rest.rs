//! What a record holds beside the fields that are known: kept as it came, in little memory.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

/// The further fields of a record, as the text of a JSON object. A tree of values takes some twenty times as much memory, and
/// an archive holds several of them for each of its events, of which hardly one is ever looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rest(Option<Box<str>>);

impl Rest {
    /// The value of a field.
    pub fn get(&self, key: &str) -> Option<Value> {
        self.fields().remove(key)
    }

    /// Sets a field.
    pub fn insert(&mut self, key: &str, value: Value) {
        let mut fields = self.fields();
        fields.insert(key.to_string(), value);
        *self = Self::from(fields);
    }

    fn fields(&self) -> Map<String, Value> {
        // The text was written from an object here.
        self.0.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
}

impl From<Map<String, Value>> for Rest {
    fn from(fields: Map<String, Value>) -> Self {
        Self((!fields.is_empty()).then(|| Value::Object(fields).to_string().into_boxed_str()))
    }
}

impl Serialize for Rest {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.fields().serialize(to)
    }
}

impl<'de> Deserialize<'de> for Rest {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Map::deserialize(from).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Rest;
    use serde_json::{Value, json};

    #[test]
    fn what_is_kept_comes_back_as_it_was() {
        let cases = [
            json!({}),
            json!({"kosong": null, "daftar": [1, "dua", {"tiga": 3.5}]}),
            json!({"kutipan": "kata \"ya\"\n\u{1}", "besar": 9_007_199_254_740_993_u64, "kecil": -1e-7}),
        ];
        for case in cases {
            let rest: Rest = serde_json::from_value(case.clone()).expect("an object");
            assert_eq!(serde_json::to_value(&rest).expect("an object"), case);
        }
        assert!(serde_json::from_value::<Rest>(json!([1])).is_err());
    }

    #[test]
    fn a_field_is_set_and_found() {
        let mut rest = Rest::default();
        assert_eq!(rest.get("zona"), None);
        rest.insert("zona", json!("+07:00"));
        rest.insert("lain", Value::Null);
        assert_eq!((rest.get("zona"), rest.get("lain")), (Some(json!("+07:00")), Some(Value::Null)));
    }
}
