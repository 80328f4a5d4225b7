//! Every limit of the protocol layer, with its unit.
//!
//! A limit is checked before the structure that it bounds exists, so that hostile input costs one scan.

/// Longest filter (RFC 7644 §3.4.2.2), in characters.
pub const FILTER_CHARS_MAX: usize = 4_096;
/// Deepest nesting of a filter: parentheses, `not`, and element filters, in levels.
pub const FILTER_DEPTH_MAX: usize = 20;
/// Most comparisons and presence tests in one filter, in terms.
pub const FILTER_TERMS_MAX: usize = 100;
/// Longest PATCH path (RFC 7644 figure 7), in characters.
pub const PATH_CHARS_MAX: usize = 1_024;
/// Most operations in one PATCH request (RFC 7644 §3.5.2).
pub const PATCH_OPERATIONS_MAX: usize = 1_000;
/// Most values of one multi-valued attribute (RFC 7643 §2.4), in elements; the members of a group are rows and do not
/// count.
pub const VALUES_MAX: usize = 1_000;
/// Most work of one PATCH over all its operations, in bytes: of what the operations bring and of what they find, as often
/// as a filter's terms look at it. Text that is not ASCII and what is no text count for as many bytes of ASCII text as
/// take the same time.
pub const PATCH_WORK_BYTES_MAX: usize = 64 * 1_024 * 1_024;
/// Most members named in one request about a group, over all its operations.
pub const MEMBERS_MAX: usize = 200_000;
/// Most members that a `replace` by a single one takes out of a group without a note that it may have been meant as `add`.
pub const REPLACE_DROPS_MAX: usize = 10;
/// Most operations in one Bulk request (RFC 7644 §3.7.4).
pub const BULK_OPERATIONS_MAX: usize = 1_000;
/// Deepest nesting of a JSON body, in levels.
pub const JSON_DEPTH_MAX: usize = 32;
/// Most values in a JSON body: objects, lists, and what stands in them.
pub const JSON_NODES_MAX: usize = 1_000_000;
/// Longest string in a JSON body, in bytes.
pub const STRING_BYTES_MAX: usize = 64 * 1_024;
/// Most attribute names in `attributes` or `excludedAttributes` (RFC 7644 §3.9).
pub const PROJECTION_NAMES_MAX: usize = 200;
/// What an order (RFC 7644 §3.4.2.3) goes by of a text, in bytes. A list is put in order by the keys of all of it, and a
/// cursor carries one.
pub const SORT_KEY_BYTES_MAX: usize = 2_048;
