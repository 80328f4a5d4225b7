//! The words in braces, where the engines must differ; the table in `engine.rs` says what each means.

/// What an engine puts in the place of each word.
pub(super) struct Words {
    pub(super) key: &'static str,
    pub(super) bytes: &'static str,
    pub(super) clustered: &'static str,
    pub(super) for_update: &'static str,
    pub(super) for_share: &'static str,
    /// What stands before the name of an index, where one can be named.
    pub(super) by: Option<&'static str>,
    /// What stands before and behind the list.
    pub(super) among: [&'static str; 2],
    /// What stands before and behind the columns, and behind the type of each, if that is said.
    pub(super) rows: [&'static str; 2],
    pub(super) row_types: Option<&'static str>,
}

impl Words {
    /// The statement with what the words stand for.
    pub(super) fn translate(&self, sql: &str) -> String {
        let mut text = String::with_capacity(sql.len() + 64);
        let mut rest = sql;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (word, after) = after.split_once('}').unwrap_or((after, ""));
            match word {
                "key" => text.push_str(self.key),
                "bytes" => text.push_str(self.bytes),
                "clustered" => text.push_str(self.clustered),
                "for update" => text.push_str(self.for_update),
                "for share" => text.push_str(self.for_share),
                _ => match word.split_once(' ') {
                    Some(("among", list)) => text.extend([self.among[0], list, self.among[1]]),
                    Some(("by", index)) => text.extend(self.by.map(|by| [by, index]).into_iter().flatten()),
                    Some(("rows", columns)) => text.push_str(&self.rows(columns)),
                    // Left as it is, the database refuses it, and the test that prepares all statements shows where.
                    _ => text.extend(["{", word, "}"]),
                },
            }
            rest = after;
        }
        text.push_str(rest);
        text
    }

    fn rows(&self, columns: &str) -> String {
        let column = |column: &str| {
            let (value, of) = column.trim().split_once(' ').unwrap_or((column, ""));
            self.row_types.map_or_else(|| value.to_owned(), |many| format!("{value}::{of}{many}"))
        };
        let columns: Vec<String> = columns.split(',').map(column).collect();
        [self.rows[0], &columns.join(", "), self.rows[1]].concat()
    }
}
