//! What a session has read already of the state that it sees now.

use directory::{Connection, Token, TokenId};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// Tokens that a session knows at most; beyond that it begins anew.
const TOKENS_MAX: usize = 256;

/// Every request asks for a token first, and mostly for the same few. What was found is good for as long as the database
/// says that nobody has changed anything, and not a moment longer.
#[derive(Default)]
pub(crate) struct Known {
    /// The number of the state in which all of it was read, if states have numbers.
    state: Cell<Option<i64>>,
    tokens: RefCell<HashMap<TokenId, (Connection, Token)>>,
}

impl Known {
    /// To be told of each new transaction, with the number of the state that it sees, if there is one: forgets
    /// everything, unless that is still the same.
    pub(crate) fn begin(&self, state: Option<i64>) {
        if self.state.replace(state) != state || state.is_none() {
            self.forget();
        }
    }

    /// To be told where the transaction itself changes something of it, or undoes that.
    pub(crate) fn forget(&self) {
        self.tokens.borrow_mut().clear();
    }

    /// A token with its connection, if it is known.
    pub(crate) fn token(&self, id: &TokenId) -> Option<(Connection, Token)> {
        self.tokens.borrow().get(id).cloned()
    }

    /// Remembers a token with its connection.
    pub(crate) fn remember(&self, connection: &Connection, token: &Token) {
        let mut tokens = self.tokens.borrow_mut();
        if tokens.len() >= TOKENS_MAX {
            tokens.clear();
        }
        tokens.insert(token.id.clone(), (connection.clone(), token.clone()));
    }
}
