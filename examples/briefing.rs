//! Draws a page or a text that is named on the command line, or an article of its own, with the library alone:
//!
//!     cargo run --example briefing -- page.html briefing.svg

use linimasa::{Article, Briefing, Drawing};
use std::error::Error;
use std::fs;

const OWN: &str = "Banjir merendam Semarang\n\nSEMARANG - Banjir merendam Semarang pada Senin (3/3/2025). Polisi menutup \
                   jalan di Demak pada Selasa (4/3/2025).";

fn main() -> Result<(), Box<dyn Error>> {
    let mut names = std::env::args().skip(1);
    let articles = match names.next() {
        // Any kind of file: text, HTML, Markdown, a feed, JSON Lines.
        Some(name) => Article::from_bytes(&name, &fs::read(&name)?)?,
        None => vec![Article::from_text(OWN)?],
    };
    let briefing = Briefing::of(articles)?;
    for item in &briefing.story()?.items {
        let places: Vec<&str> = item.places.iter().map(|place| place.name.as_str()).collect();
        println!("{}. {} ({})", item.number, item.label, places.join(", "));
    }
    let Some(path) = names.next() else { return Ok(()) };
    for (page, number) in briefing.render(Drawing::Brief)?.iter().zip(1..) {
        let path = if number == 1 { path.clone() } else { format!("{number}-{path}") };
        fs::write(&path, page.svg())?;
        println!("{path}");
    }
    Ok(())
}
