//! Which pack reads a text: by the common words that each pack lists in `language.tsv`, else by its letters.

use crate::lang::{self, Words};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::OnceLock;
use whatlang::{Detector, Lang};

/// Bytes that are looked at: a language shows long before, and a huge file must not slow the answer.
const SAMPLE: usize = 16 * 1024;

/// How a pack's language is told.
struct Profile {
    code: &'static str,
    family: Option<Lang>,
    rank: u32,
    words: Vec<String>,
}

/// The profiles that list a common word, by their index; a text's words are looked up once for all packs.
fn listing() -> &'static FxHashMap<&'static str, Vec<usize>> {
    static ALL: OnceLock<FxHashMap<&'static str, Vec<usize>>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all: FxHashMap<&'static str, Vec<usize>> = FxHashMap::default();
        for (index, profile) in profiles().iter().enumerate() {
            for word in &profile.words {
                let listed = all.entry(word.as_str()).or_default();
                if !listed.contains(&index) {
                    listed.push(index);
                }
            }
        }
        all
    })
}

fn profiles() -> &'static [Profile] {
    static ALL: OnceLock<Vec<Profile>> = OnceLock::new();
    ALL.get_or_init(|| {
        let read = lang::packs().iter().filter_map(|pack| {
            let table = Words::from_pack(pack, "language.tsv").ok()?;
            Some(Profile {
                code: pack.code,
                family: Lang::from_code(table.get("family")),
                rank: table.get("rank").parse().unwrap_or(u32::MAX),
                words: table.get("words").split_whitespace().map(str::to_string).collect(),
            })
        });
        let mut all: Vec<Profile> = read.collect();
        all.sort_by_key(|profile| (profile.rank, profile.code));
        all
    })
}

/// Whether two packs are of one family of languages, whose texts are easily taken for each other.
pub fn are_akin(one: &str, other: &str) -> bool {
    let family = |code: &str| profiles().iter().find(|profile| profile.code == code).and_then(|profile| profile.family);
    one == other || (family(one).is_some() && family(one) == family(other))
}

/// Hands each run of letters and digits to `take`; plain ones, which most text is made of, are cut by their bytes.
fn each_word<'t>(text: &'t str, mut take: impl FnMut(&'t str)) {
    let bytes = text.as_bytes();
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        if bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
            continue;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let next = at + c.len_utf8();
        if !c.is_alphanumeric() {
            take(text.get(start..at).unwrap_or_default());
            start = next;
        }
        at = next;
    }
    take(text.get(start..).unwrap_or_default());
}

/// How many common words of each profile stand in a text.
fn hits(text: &str) -> Vec<usize> {
    let mut hits = vec![0_usize; profiles().len()];
    let listing = listing();
    each_word(&text.to_lowercase(), |word| {
        for &index in listing.get(word).into_iter().flatten() {
            hits[index] += 1;
        }
    });
    hits
}

/// The language of short texts, such as the labels of a table, by common words alone; `None` where no pack, or more than
/// one, has most of them. Letters tell nothing of a few names.
pub fn language_by_words<'t>(texts: impl Iterator<Item = &'t str>) -> Option<&'static str> {
    let mut all = vec![0_usize; profiles().len()];
    for text in texts {
        for (sum, hits) in all.iter_mut().zip(hits(text)) {
            *sum += hits;
        }
    }
    let most = all.iter().copied().max().filter(|most| *most > 0)?;
    let mut even = profiles().iter().zip(&all).filter(|(_, hits)| **hits == most).map(|(profile, _)| profile.code);
    even.next().filter(|_| even.next().is_none())
}

/// The language of a text as the code of a pack, by its words; `None` where it cannot be told.
///
/// The pack with most of its common words in the text is taken. Where packs are even (close neighbours share most of
/// them), or none has any, the letters decide between families and the rank within one.
pub fn detect_language(text: &str) -> Option<&'static str> {
    let start = text.find(char::is_alphabetic)?;
    let rest = text.get(start..)?;
    let mut end = rest.len().min(SAMPLE);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let sample = rest.get(..end)?;
    let hits = hits(sample);
    let most = hits.iter().copied().max().filter(|most| *most > 0);
    let even: Vec<&Profile> =
        profiles().iter().zip(&hits).filter(|(_, hits)| most == Some(**hits)).map(|(profile, _)| profile).collect();
    if let [only] = even.as_slice() {
        return Some(only.code);
    }
    let pool: Vec<&Profile> = if even.is_empty() { profiles().iter().collect() } else { even };
    let families: BTreeSet<&str> = pool.iter().filter_map(|profile| Some(profile.family?.code())).collect();
    let listed: Vec<Lang> = families.iter().filter_map(|code| Lang::from_code(*code)).collect();
    let family = match listed.as_slice() {
        [only] => *only,
        _ => Detector::with_allowlist(listed).detect_lang(sample)?,
    };
    pool.iter().find(|profile| profile.family == Some(family)).map(|profile| profile.code)
}
