//! Cartography: projections, clipping, resampling and the basemap. It knows no gazetteer.

pub mod basemap;
