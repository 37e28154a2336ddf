//! Layout: pure geometry of timeline, map and page. It writes no SVG text.
