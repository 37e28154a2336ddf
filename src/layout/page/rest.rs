//! Further pages of a briefing: the events that its first page has no room for.

use super::parts::Sheet;
use super::{Size, brief, finish, foot, reduced};
use crate::error::Error;
use crate::lang::{Pack, Words};
use crate::layout::ContextName;
use crate::scene::Scene;
use crate::story::{Item, Story};
use std::collections::BTreeSet;

/// Left below a timeline for the foot, when its form is chosen.
const FOOT: f64 = 90.0;

/// The briefing and as many further pages as the events that it folds need; each page is of the size that is asked for.
pub(super) fn pages(story: &Story, size: Size, context: &[ContextName], pack: &Pack) -> Result<Vec<Scene>, Error> {
    let words = Words::from_pack(pack, "page.tsv")?;
    let first = brief::lay_out(story, reduced(size), context, pack)?;
    if first.folded.is_empty() {
        return Ok(vec![finish(story, size, (first.y, first.nodes), pack)?]);
    }
    let mut total = 1 + chunks(story, &first.folded, size, pack)?.len();
    let mut marked = story.clone();
    let mut laid = (first.y, first.nodes);
    let mut folded = first.folded;
    // The word about the pages takes room itself, so that one more event may fold.
    for _ in 0..2 {
        marked.made = made(story, &words, 1, total);
        let sheet = brief::lay_out(&marked, reduced(size), context, pack)?;
        (laid, folded) = ((sheet.y, sheet.nodes), sheet.folded);
        let now = 1 + chunks(story, &folded, size, pack)?.len();
        if now == total {
            break;
        }
        total = now;
    }
    let rest = chunks(story, &folded, size, pack)?;
    let mut scenes = vec![finish(story, size, laid, pack)?];
    for (items, number) in rest.into_iter().zip(2..) {
        let part = part(story, items, &words, (number, total));
        scenes.push(page(&part, size, pack)?);
    }
    Ok(scenes)
}

/// How it was made, after the number of the page.
fn made(story: &Story, words: &Words, number: usize, total: usize) -> String {
    let page = words.fill("page", &[&number.to_string(), &total.to_string()]);
    if story.made.is_empty() { page } else { format!("{page} {}", story.made) }
}

/// A story of some of the items; they keep their numbers.
fn part(story: &Story, items: Vec<Item>, words: &Words, (number, total): (usize, usize)) -> Story {
    Story {
        headline: words.fill("continued", &[&story.headline]),
        deck: None,
        items,
        hidden: 0,
        facts: Vec::new(),
        gaps: Vec::new(),
        made: made(story, words, number, total),
        ..story.clone()
    }
}

fn page(part: &Story, size: Size, pack: &Pack) -> Result<Scene, Error> {
    let small = reduced(size);
    let mut sheet = Sheet::new(part, small.width, pack)?;
    sheet.header(false);
    sheet.wish = small.height.map_or(0.0, |height| (height - sheet.y - FOOT).max(1.0));
    sheet.timeline_part()?;
    foot(&mut sheet, small, &[], pack)?;
    finish(part, size, (sheet.y, sheet.nodes), pack)
}

/// The folded items in order, as many together as a page holds; a page always takes one.
fn chunks(story: &Story, folded: &BTreeSet<u32>, size: Size, pack: &Pack) -> Result<Vec<Vec<Item>>, Error> {
    let words = Words::from_pack(pack, "page.tsv")?;
    let mut left: Vec<Item> = story.items.iter().filter(|item| folded.contains(&item.number)).cloned().collect();
    let mut out = Vec::new();
    while !left.is_empty() {
        let holds = |count: usize| -> Result<bool, Error> {
            let items = left.iter().take(count).cloned().collect();
            // Two digits are as wide as a page number gets.
            let scene = page(&part(story, items, &words, (10, 10)), size, pack)?;
            Ok(size.height.is_none_or(|height| scene.height <= height))
        };
        // The first number that does not fit, by doubling and halving.
        let (mut low, mut high) = (1, left.len() + 1);
        let mut step = 1;
        while low + 1 < high {
            let next = (low + step).min(high - 1);
            if holds(next)? {
                (low, step) = (next, step * 2);
            } else {
                (high, step) = (next, 1);
            }
        }
        let rest = left.split_off(low.min(left.len()));
        out.push(std::mem::replace(&mut left, rest));
    }
    Ok(out)
}
