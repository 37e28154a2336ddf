//! Day before month or month before day in dates of figures: by the text itself, else by its outlet.

use super::expr::TimeExpr;
use super::matcher::Found;
use crate::error::Error;
use crate::lang::Pack;
use crate::text::Article;
use std::collections::BTreeMap;

/// Which part of a date in figures stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

impl Order {
    /// By its name in a pack.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "dmy" => Some(Order::DayFirst),
            "mdy" => Some(Order::MonthFirst),
            _ => None,
        }
    }
}

/// The table of a pack; without it the language leaves nothing open.
const TABLE: &str = "date_orders.tsv";

/// How outlets write, by their name or by the end of their web address, in lower case.
#[derive(Debug, Clone, Default)]
pub(super) struct Outlets(BTreeMap<String, Order>);

impl Outlets {
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        let Ok((name, _)) = pack.file(TABLE) else { return Ok(Self::default()) };
        let mut outlets = BTreeMap::new();
        for row in pack.table(TABLE)?.rows()? {
            let Some(order) = Order::from_name(row.get("order")) else {
                let message = format!("{name}: the order {:?} is neither dmy nor mdy", row.get("order"));
                return Err(Error::new("bad-pack", message).at(row.line, 1));
            };
            for outlet in row.get("outlets").split('|').map(str::trim).filter(|o| !o.is_empty()) {
                outlets.insert(outlet.to_lowercase(), order);
            }
        }
        Ok(Self(outlets))
    }

    /// How the outlet of an article writes: by its web address, its name, or the agency of the dateline.
    pub fn of(&self, article: &Article) -> Option<Order> {
        if self.0.is_empty() {
            return None;
        }
        let agency = article.dateline.as_ref().and_then(|d| d.agency.as_deref());
        let named = |name: &str| self.0.get(&name.trim().to_lowercase()).copied();
        let url = article.url.as_deref().and_then(|url| self.host(url));
        url.or_else(|| article.publisher.as_deref().and_then(named)).or_else(|| agency.and_then(named))
    }

    /// By the longest end of the host that the table has: `edition.cnn.com`, `cnn.com`, `com`.
    fn host(&self, url: &str) -> Option<Order> {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
        let ends = std::iter::successors(Some(host.as_str()), |end| end.split_once('.').map(|(_, end)| end));
        ends.filter_map(|end| self.0.get(end).copied()).next()
    }
}

/// The order of those dates of a text that can be read in one way only; `None` without such a date, or where they
/// contradict each other.
pub(super) fn told(found: &[Found]) -> Option<Order> {
    let mut sure = found.iter().filter_map(|one| match &one.expr {
        TimeExpr::Calendar(date) => date.order.filter(|_| date.day.is_some_and(|d| d > 12)),
        _ => None,
    });
    let first = sure.next()?;
    sure.all(|order| order == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{Order, Outlets};
    use crate::lang::pack;
    use crate::text::{Input, TextLexicon, read};

    #[test]
    fn an_outlet_is_known_by_address_name_or_agency() {
        let pack = pack("en").expect("the English pack");
        let outlets = Outlets::from_pack(&pack).expect("a table");
        let texts = TextLexicon::from_pack(&pack).expect("text tables");
        let of = |url: &str, publisher: &str, text: &str| {
            let some = |s: &str| (!s.is_empty()).then(|| s.to_string());
            let input = Input { text: text.into(), url: some(url), publisher: some(publisher), ..Input::default() };
            outlets.of(&read(input, &texts).expect("an article").0)
        };
        assert_eq!(of("https://www.bbc.co.uk/news/1", "", "A man left."), Some(Order::DayFirst));
        assert_eq!(of("https://edition.cnn.com:443/a", "", "A man left."), Some(Order::MonthFirst));
        assert_eq!(of("https://evil.example/cnn.com", "", "A man left."), None);
        assert_eq!(of("https://notcnn.com/", "", "A man left."), None);
        assert_eq!(of("", "The Jakarta Post", "A man left."), Some(Order::DayFirst));
        assert_eq!(of("", "", "WASHINGTON (AP) — A man left."), Some(Order::MonthFirst));
        assert_eq!(of("", "", "A man left."), None);
    }
}
