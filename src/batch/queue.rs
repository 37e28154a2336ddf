//! How far reading may be ahead of writing.

/// Articles for each thread: enough that no thread waits for another.
const AHEAD: usize = 16;
/// Bytes of text that may be on their way whatever the number of threads, and for each of them. What is made of a
/// text can be sixty times as long, so that this decides how much memory is needed.
const BYTES: usize = 1_000_000;
const BYTES_EACH: usize = 128_000;

/// What is on its way.
#[derive(Debug)]
pub(super) struct Room {
    articles: usize,
    bytes: usize,
    most_articles: usize,
    most_bytes: usize,
}

impl Room {
    pub fn of(jobs: usize) -> Self {
        Self {
            articles: 0,
            bytes: 0,
            most_articles: jobs.saturating_mul(AHEAD),
            most_bytes: jobs.saturating_mul(BYTES_EACH).saturating_add(BYTES),
        }
    }

    /// Whether one more may set out. One alone may be as long as it likes.
    pub fn is_free(&self) -> bool {
        self.articles < self.most_articles && self.bytes < self.most_bytes
    }

    pub fn is_empty(&self) -> bool {
        self.articles == 0
    }

    pub fn enter(&mut self, bytes: usize) {
        self.articles += 1;
        self.bytes = self.bytes.saturating_add(bytes);
    }

    pub fn leave(&mut self, bytes: usize) {
        self.articles = self.articles.saturating_sub(1);
        self.bytes = self.bytes.saturating_sub(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_many_articles_nor_long_ones_fill_the_memory() {
        let mut room = Room::of(2);
        let mut entered = 0;
        while room.is_free() {
            room.enter(3_000);
            entered += 1;
        }
        assert_eq!(entered, 32);
        room.leave(3_000);
        assert!(room.is_free() && !room.is_empty());
        let mut room = Room::of(1);
        room.enter(16_000_000);
        assert!(!room.is_free());
        room.leave(16_000_000);
        assert!(room.is_empty() && room.is_free());
    }
}
