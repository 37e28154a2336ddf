//! Which rules can match at a token: by the token itself and by the one after it. Nearly all rules are told apart by
//! that look, before any pattern is tried. What can follow a word is worked out when the word is first met.

use super::grammar::{Element, Look, Number, Rule, What};
use super::tokens::{Token, TokenKind};
use super::words::{ClassId, WordId, Words};
use std::borrow::Cow;
use std::sync::OnceLock;

/// A rule that can begin at a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub rule: u16,
    /// The bit of the rule's kind.
    pub kind: u64,
    /// Its number among the sets of second tokens; none where the second can be any, or the match can end.
    next: Option<u16>,
}

/// The rules that can begin at one word, or at digits.
#[derive(Debug, Clone, Default)]
pub(super) struct Starts {
    all: Candidates,
    /// Those that can go on with a token that no rule knows, as most tokens are.
    open: Candidates,
    /// The sets of second tokens that its candidates name by number.
    nexts: Vec<Follow>,
}

/// Rules in the order of the table, with the union of their kinds, by which most are refused at once.
#[derive(Debug, Clone, Default)]
struct Candidates {
    list: Vec<Candidate>,
    kinds: u64,
}

impl Candidates {
    fn new(list: Vec<Candidate>) -> Self {
        let kinds = list.iter().fold(0, |all, candidate| all | candidate.kind);
        Self { list, kinds }
    }
}

impl Starts {
    fn new(list: Vec<Candidate>, nexts: Vec<Follow>) -> Self {
        let open = list.iter().copied().filter(|candidate| candidate.next.is_none()).collect();
        Self { all: Candidates::new(list), open: Candidates::new(open), nexts }
    }

    /// The candidates of some kinds, given the second token; empty where there is none of these kinds.
    pub fn of(&self, second: Option<Second>, kinds: u64) -> &[Candidate] {
        let candidates = if second.is_some_and(|second| second.known) { &self.all } else { &self.open };
        if candidates.kinds & kinds == 0 { &[] } else { &candidates.list }
    }

    /// Whether a candidate can go on with this token.
    pub fn goes_on(&self, candidate: &Candidate, second: Option<Second>) -> bool {
        let Some(set) = candidate.next.and_then(|n| self.nexts.get(usize::from(n))) else { return true };
        second.is_some_and(|second| {
            let block = set.words.get(second.word / 64).copied().unwrap_or(0);
            block >> (second.word % 64) & 1 != 0
                || set.classes & second.classes != 0
                || (second.digits && set.digits)
                || (second.groups && set.groups)
        })
    }
}

/// The rules by what they can begin with.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// What each rule can begin with, nested rules included.
    firsts: Vec<Tokens>,
    by_word: Vec<OnceLock<Starts>>,
    by_number: OnceLock<Starts>,
}

/// A set of second tokens, made for being asked.
#[derive(Debug, Clone)]
struct Follow {
    /// A bit for each word.
    words: Box<[u64]>,
    classes: u128,
    digits: bool,
    groups: bool,
}

/// What is asked of a second token, looked up once for all candidates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Second {
    word: usize,
    classes: u128,
    digits: bool,
    /// Whether it is a mark with digits right before and behind it, as inside a figure (`1.500`).
    groups: bool,
    /// Whether some rule knows it.
    known: bool,
}

impl Second {
    /// The part in the index of token `at`; `None` at the end of a line or of the text.
    pub fn of(tokens: &[Token], at: usize, words: &Words) -> Option<Self> {
        let token = tokens.get(at).filter(|t| t.kind != TokenKind::Break)?;
        let digits = token.kind == TokenKind::Number;
        let groups = token.kind == TokenKind::Mark
            && token.glued
            && tokens.get(at + 1).is_some_and(|t| t.glued && t.kind == TokenKind::Number);
        let known = digits || token.word != WordId::UNKNOWN;
        Some(Self { word: token.word.0 as usize, classes: words.mask(token.word), digits, groups, known })
    }
}

/// A set of tokens: words, words that begin a form of a class (as bits), and digits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Tokens {
    words: Vec<WordId>,
    classes: u128,
    digits: bool,
    /// A mark inside a figure.
    groups: bool,
}

/// What can follow the first token of a match.
#[derive(Debug, Clone, Default)]
struct Next {
    tokens: Tokens,
    any: bool,
    /// Whether the match can end after the first token.
    ends: bool,
}

/// The first token of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    Word(WordId),
    Digits,
}

/// Deepest nesting of rules that is followed when sets are made; beyond it every token is allowed.
const MAX_DEPTH: usize = 4;

impl Tokens {
    fn join(&mut self, other: &Tokens) {
        self.words.extend(other.words.iter().copied());
        self.words.sort_unstable();
        self.words.dedup();
        self.classes |= other.classes;
        self.digits |= other.digits;
        self.groups |= other.groups;
    }

    fn add_class(&mut self, class: Option<ClassId>) {
        self.classes |= class.map_or(0, bit);
    }

    fn follow(&self, blocks: usize) -> Follow {
        let mut words = vec![0u64; blocks];
        for word in &self.words {
            if let Some(block) = words.get_mut(word.0 as usize / 64) {
                *block |= 1 << (word.0 % 64);
            }
        }
        Follow { words: words.into_boxed_slice(), classes: self.classes, digits: self.digits, groups: self.groups }
    }

    fn holds_head(&self, head: Head, words: &Words) -> bool {
        match head {
            Head::Digits => self.digits,
            Head::Word(word) => self.classes & words.mask(word) != 0 || self.words.binary_search(&word).is_ok(),
        }
    }
}

fn bit(class: ClassId) -> u128 {
    1u128.checked_shl(u32::from(class.0)).unwrap_or(0)
}

/// Classes whose words begin a number.
const NUMERIC: [&str; 4] = ["number", "multiplier", "ordinal", "ordinal_prefix"];

/// The grammar while its index, or a part of it, is made.
struct Maker<'g> {
    rules: &'g [Rule],
    words: &'g Words,
    numeric: u128,
    /// What each rule can begin with, nested rules included.
    firsts: Cow<'g, [Tokens]>,
}

impl Index {
    /// Makes the index; a rule that can begin with its own kind would never end and is an error with its number.
    pub fn new(rules: &[Rule], kinds: usize, words: &Words) -> Result<Self, (usize, String)> {
        let mut maker = Maker::new(rules, words, Cow::Owned(vec![Tokens::default(); rules.len()]));
        maker.loops()?;
        for _ in 0..kinds {
            let next: Vec<Tokens> = rules.iter().map(|rule| maker.from(&rule.elements).0).collect();
            if *next == *maker.firsts {
                break;
            }
            maker.firsts = Cow::Owned(next);
        }
        let by_word = words.all().map(|_| OnceLock::new()).collect();
        Ok(Self { firsts: maker.firsts.into_owned(), by_word, by_number: OnceLock::new() })
    }

    /// The rules that can begin at a token. They are the same whenever the index was made.
    pub fn at(&self, token: &Token, rules: &[Rule], words: &Words) -> Option<&Starts> {
        let (cell, head) = match token.kind {
            TokenKind::Number => (&self.by_number, Head::Digits),
            TokenKind::Break => return None,
            _ => (self.by_word.get(token.word.0 as usize)?, Head::Word(token.word)),
        };
        Some(cell.get_or_init(|| Maker::new(rules, words, Cow::Borrowed(&self.firsts)).starts(head)))
    }
}

impl<'g> Maker<'g> {
    fn new(rules: &'g [Rule], words: &'g Words, firsts: Cow<'g, [Tokens]>) -> Self {
        let numeric = NUMERIC.iter().filter_map(|name| words.find_class(name)).fold(0, |mask, class| mask | bit(class));
        Self { rules, words, numeric, firsts }
    }
}

impl Maker<'_> {
    fn of_kinds(&self, kinds: u64) -> impl Iterator<Item = usize> + '_ {
        self.rules.iter().enumerate().filter(move |(_, rule)| rule.kind & kinds != 0).map(|(index, _)| index)
    }

    /// Refuses rules that reach their own kind before any token is taken.
    fn loops(&self) -> Result<(), (usize, String)> {
        let opening = |rule: &Rule| {
            let mut mask = 0u64;
            for element in rule.elements.iter().filter(|e| e.look != Look::Not) {
                if let What::Kinds(kinds) = element.what {
                    mask |= kinds;
                }
                if !element.optional && element.look == Look::Take {
                    break;
                }
            }
            mask
        };
        let mut masks: Vec<u64> = self.rules.iter().map(opening).collect();
        for _ in 0..u64::BITS {
            let before = masks.clone();
            for mask in &mut masks {
                let inner = self.of_kinds(*mask).filter_map(|index| before.get(index)).fold(0, |all, m| all | m);
                *mask |= inner;
            }
            if masks == before {
                break;
            }
        }
        for (index, (rule, mask)) in self.rules.iter().zip(&masks).enumerate() {
            if rule.kind & mask != 0 {
                return Err((index, format!("the rule {} can begin with its own kind and would never end", rule.name)));
            }
        }
        Ok(())
    }

    /// What the elements can begin with, and whether all of them can be left out.
    fn from(&self, elements: &[Element]) -> (Tokens, bool) {
        let mut set = Tokens::default();
        for element in elements.iter().filter(|e| e.look == Look::Take) {
            match &element.what {
                What::Words(ids) => set.words.extend(ids.iter().copied()),
                What::Class(class, _) => set.classes |= bit(*class),
                What::Number(Number::Letters) => return (set, true),
                What::Number(_) => {
                    set.digits = true;
                    set.classes |= self.numeric;
                }
                What::Kinds(kinds) => {
                    for index in self.of_kinds(*kinds) {
                        if let Some(inner) = self.firsts.get(index) {
                            set.join(inner);
                        }
                    }
                }
            }
            if !element.optional {
                set.words.sort_unstable();
                set.words.dedup();
                return (set, false);
            }
        }
        set.words.sort_unstable();
        set.words.dedup();
        (set, true)
    }

    fn kind(&self, rule: u16) -> u64 {
        self.rules.get(usize::from(rule)).map_or(0, |rule| rule.kind)
    }

    fn starts(&self, head: Head) -> Starts {
        let mut nexts: Vec<Tokens> = Vec::new();
        let begin = (0u16..).zip(self.firsts.iter()).filter(|(_, set)| set.holds_head(head, self.words));
        let mut list: Vec<Candidate> =
            begin.map(|(rule, _)| Candidate { rule, kind: self.kind(rule), next: None }).collect();
        for candidate in &mut list {
            let Some(rule) = self.rules.get(usize::from(candidate.rule)) else { continue };
            let next = self.next(rule, head, 0);
            if next.any || next.ends {
                continue;
            }
            let known = nexts.iter().position(|set| *set == next.tokens).unwrap_or_else(|| {
                nexts.push(next.tokens);
                nexts.len() - 1
            });
            candidate.next = u16::try_from(known).ok();
        }
        let blocks = self.words.all().count() / 64 + 1;
        Starts::new(list, nexts.iter().map(|tokens| tokens.follow(blocks)).collect())
    }

    /// What can follow the first token of a rule's match.
    fn next(&self, rule: &Rule, head: Head, depth: usize) -> Next {
        let mut out = Next::default();
        if depth > MAX_DEPTH {
            out.any = true;
            return out;
        }
        for (index, element) in rule.elements.iter().enumerate().filter(|(_, e)| e.look == Look::Take) {
            if self.take(element, head, depth, &mut out) {
                let (tail, ends) = self.from(rule.elements.get(index + 1..).unwrap_or_default());
                out.tokens.join(&tail);
                out.ends |= ends;
            }
            if !element.optional {
                break;
            }
        }
        out
    }

    /// Whether the element can be the first token alone; what else can go on inside it is put into `out`.
    fn take(&self, element: &Element, head: Head, depth: usize, out: &mut Next) -> bool {
        match (&element.what, head) {
            (What::Words(ids), Head::Word(word)) => ids.contains(&word),
            (What::Class(class, _), Head::Word(word)) => self.form(*class, word, out),
            (What::Words(_) | What::Class(..), Head::Digits) => false,
            (What::Number(number), _) => self.number(*number, head, out),
            (What::Kinds(kinds), _) => {
                let mut alone = false;
                for index in self.of_kinds(*kinds) {
                    let Some(rule) = self.rules.get(index) else { continue };
                    let inner = self.next(rule, head, depth + 1);
                    out.any |= inner.any;
                    out.tokens.join(&inner.tokens);
                    alone |= inner.ends;
                }
                alone
            }
        }
    }

    /// Whether a form of the class is the word alone.
    fn form(&self, class: ClassId, word: WordId, out: &mut Next) -> bool {
        let mut alone = false;
        for entry in self.words.entries(word).iter().filter(|e| e.class == class) {
            match entry.rest.first() {
                Some(second) => out.tokens.join(&Tokens { words: vec![*second], ..Tokens::default() }),
                None => alone = true,
            }
            if entry.dotted {
                out.tokens.join(&Tokens { words: vec![self.words.id(".")], ..Tokens::default() });
            }
        }
        alone
    }

    fn number(&self, number: Number, head: Head, out: &mut Next) -> bool {
        let class = |name: &str| self.words.find_class(name);
        let numeric = |word: WordId| self.words.mask(word) & self.numeric != 0;
        match (number, head) {
            (Number::Letters, _) => {
                out.any = true;
                true
            }
            (Number::Count, Head::Digits) => {
                let mut more = Tokens { digits: true, groups: true, ..Tokens::default() };
                more.add_class(class("multiplier"));
                more.add_class(class("number"));
                out.tokens.join(&more);
                true
            }
            (Number::Count | Number::Year, Head::Word(word)) if numeric(word) => {
                let mut more = Tokens {
                    words: vec![self.words.id("-")],
                    digits: true,
                    classes: self.numeric,
                    ..Tokens::default()
                };
                more.add_class(class("joiner"));
                out.tokens.join(&more);
                for listed in NUMERIC.iter().filter_map(|name| class(name)) {
                    self.form(listed, word, out);
                }
                true
            }
            (Number::Ordinal, Head::Digits) => {
                let mut more = Tokens::default();
                more.add_class(class("ordinal_suffix"));
                out.tokens.join(&more);
                false
            }
            (Number::Ordinal, Head::Word(word)) if numeric(word) => {
                let prefix = class("ordinal_prefix").is_some_and(|c| self.words.begins(word, c));
                out.any |= prefix;
                class("ordinal").is_some_and(|c| self.form(c, word, out))
            }
            (_, Head::Digits) => true,
            (_, Head::Word(_)) => false,
        }
    }
}
