//! The time tables of one language, read and checked.

use super::grammar::Grammar;
use super::holiday::Holidays;
use super::order::Outlets;
use super::words::{self, Case, ClassId, Entry, HOURS, Words};
use crate::error::Error;
use crate::lang::Pack;
use std::collections::BTreeMap;

/// The time tables of one language, checked.
#[derive(Debug, Clone)]
pub struct TimeLexicon {
    /// Language code of the pack.
    pub code: &'static str,
    pub(super) words: Words,
    pub(super) grammar: Grammar,
    pub(super) holidays: Holidays,
    /// Hours that each part of the day covers, by its TIMEX3 code.
    pub(super) hours: BTreeMap<String, (u32, u32)>,
    pub(super) future: Option<ClassId>,
    pub(super) past: Option<ClassId>,
    pub(super) month: Option<ClassId>,
    pub(super) weekday: Option<ClassId>,
    /// Words that join a further statement, which has a look of its own (`dan`, `but`).
    pub(super) coordinator: Option<ClassId>,
    /// Words that say what comes next where a verb follows (`lalu`).
    pub(super) next: Option<ClassId>,
    /// Words that end what still goes on (`through`).
    pub(super) onward: Option<ClassId>,
    /// Auxiliaries whose participle says nothing of past or future (`be`).
    pub(super) passive: Option<ClassId>,
    /// Words that open a clause beside a name (`who`, `yang`), whose dates the main clause says nothing of.
    pub(super) relative: Option<ClassId>,
    /// Present forms that tell of what is on the programme (`The talks resume on Monday`), and the words behind which they are none.
    pub(super) programme: Option<ClassId>,
    pub(super) infinitive: Option<ClassId>,
    /// Words behind which a form that could be a verb's past stands for a noun: `the damaged area`.
    pub(super) determiner: Option<ClassId>,
    /// Words that make what follows the beginning or the end of a stretch.
    pub(super) boundary: Option<ClassId>,
    /// Endings that make a verb a past one (`-ed`).
    pub(super) past_endings: Vec<String>,
    /// How outlets write dates of figures.
    pub(super) outlets: Outlets,
}

impl TimeLexicon {
    /// Reads `time_words.tsv`, `time_holidays.tsv`, `time_rules.tsv` and, where there is one, `date_orders.tsv`.
    ///
    /// # Errors
    /// A missing or malformed file, with its name, line and what is wrong.
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        let mut words = Words::from_pack(pack)?;
        let class = words.class("holiday");
        let holidays = Holidays::from_pack(pack, |form, number| {
            // A name in capitals or with a capital; `natal` in small letters is a word like any other.
            let case = Case::Capital;
            words.add(form, Entry::new(class, &number.to_string(), case, false));
        })?;
        words.sort();
        let listed = words.values(HOURS).into_iter();
        let hours = listed.filter_map(|(part, span)| Some((part.to_uppercase(), words::hours(&span)?))).collect();
        let past_endings = words.values("past_ending").into_iter().map(|(form, _)| form).collect();
        let grammar = Grammar::from_pack(pack, &mut words)?;
        let (future, past) = (words.find_class("future"), words.find_class("past"));
        let (passive, boundary) = (words.find_class("passive"), words.find_class("boundary"));
        let (weekday, coordinator) = (words.find_class("weekday"), words.find_class("coordinator"));
        let (next, onward) = (words.find_class("next"), words.find_class("onward"));
        let (relative, month) = (words.find_class("relative"), words.find_class("month"));
        let (programme, infinitive) = (words.find_class("programme"), words.find_class("infinitive"));
        let determiner = words.find_class("determiner");
        let outlets = Outlets::from_pack(pack)?;
        let code = pack.code;
        Ok(Self {
            code,
            words,
            grammar,
            holidays,
            hours,
            future,
            past,
            month,
            weekday,
            coordinator,
            next,
            onward,
            passive,
            relative,
            programme,
            infinitive,
            determiner,
            boundary,
            past_endings,
            outlets,
        })
    }
}
