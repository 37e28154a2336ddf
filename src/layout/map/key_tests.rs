//! The key beside and below the map: it keeps to its columns, and no room beside the map is left bare.

use super::sites::collect;
use super::tests::{item, pin, story, texts};
use super::*;

#[test]
fn the_columns_of_a_key_below_the_map_end_where_the_frame_ends() {
    let words = ["Pelabuhan", "Lama", "di", "Tepi", "Sungai", "Kali", "Watu", "Ijo", "Sumber", "Rejo", "Tengah"];
    let name = |from: usize| (0..6).map(|i| words[(from * 5 + i * (from % 3 + 1)) % words.len()]).collect::<Vec<_>>();
    let items = (1..=60).map(|n| item(n, vec![pin(&format!("{} {n}", name(n as usize).join(" ")), 110.0, -7.0)]));
    let told = story(items.collect());
    let sites = collect(&told);
    let all: Vec<usize> = (0..sites.len()).collect();
    for width in [180.0, 380.0, 600.0, 968.0, 1504.0] {
        let frame = Frame { x: 20.0, y: 100.0, width, height: 400.0 };
        let key = Margin::folded(&frame, &sites, &all, 9.0).set(&frame, &sites, &all, 9.0);
        let mut found = Vec::new();
        texts(&key.nodes, &mut found);
        let right = found.iter().map(|(_, bounds)| bounds.x1).fold(0.0, f64::max);
        assert!(right <= frame.x + frame.width, "{width}: the key ends at {right}");
        // Its lines fill their columns as well as words allow.
        assert!(right > frame.x + frame.width - 60.0, "{width}: the key ends at {right}");
    }
}
