//! Message catalogues and typed keys for English, Japanese and French.
