//! The HTML page: closed to the network, escaped, linked, the same bytes again.

use linimasa::pipeline::{self, Options};
use linimasa::scene::Theme;
use linimasa::story::{self, StoryOptions};
use linimasa::text::Input;
use linimasa::web;

fn page(text: &str) -> String {
    let pack = pipeline::pack("id").expect("the Indonesian pack");
    let options = Options { lang: Some("id".to_string()), ..Options::default() };
    let input = Input { id: "t".to_string(), text: text.to_string(), ..Input::default() };
    let (analysed, _) = pipeline::analyse(input, &options).expect("an article is read");
    let story = story::build(std::slice::from_ref(&analysed), &pack, &StoryOptions::default()).expect("a story");
    web::page(&story, &[&analysed.article], &pipeline::context_names("id"), [Theme::LIGHT, Theme::DARK], &pack)
        .expect("a page")
}

const ARTICLE: &str = include_str!("articles/kunjungan-bogor/article.txt");

#[test]
fn the_page_asks_nothing_of_the_network_and_stays_small() {
    let page = page(ARTICLE);
    assert!(page.len() < 400_000, "{} bytes", page.len());
    assert!(page.contains("default-src 'none'"));
    let outside: Vec<&str> = page.match_indices("http").map(|(at, _)| &page[at..(at + 40).min(page.len())]).collect();
    let known = ["http://www.w3.org/2000/svg", "http://www.inkscape.org/namespaces", "http-equiv"];
    for address in outside {
        assert!(known.iter().any(|name| address.starts_with(name)), "{address}");
    }
    assert_eq!(page, self::page(ARTICLE), "the same input gives the same bytes");
}

#[test]
fn every_event_leads_to_its_sentence_and_every_mark_to_events() {
    let page = page(ARTICLE);
    let events = page.matches("<li class=\"event ").count();
    assert!(events >= 8, "{events} events");
    let targets: Vec<&str> = page.split("data-sentence=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(targets.len(), events);
    for target in targets {
        assert_eq!(page.matches(&format!(" id=\"{target}\"")).count(), 1, "{target}");
    }
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "no id stands twice");
}

#[test]
fn what_an_article_says_never_becomes_markup() {
    let hostile = "Judul <script>alert(1)</script> & \"kutip\"\n\nPolisi menangkap <img src=x onerror=alert(1)> di Bandung \
                   pada Rabu (13/9/2023). Wali kota berkata \"</style><b>\" kepada warga & pers di Bandung.";
    let page = page(hostile);
    assert_eq!(page.matches("<script>").count(), 1, "the page's own program alone");
    assert_eq!(page.matches("</style>").count(), 3, "its own style and that of the two drawings alone");
    assert!(!page.contains("<img") && page.contains("&lt;img"));
}
