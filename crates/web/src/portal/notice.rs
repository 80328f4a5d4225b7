//! What has just been done, told on the page that follows.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use i18n::Language;
use std::collections::HashMap;
use std::convert::Infallible;

macro_rules! notices {
    ($($name:ident = $word:literal, .$message:ident();)*) => {
        /// What has just been done. The address of the page carries it as a word, and nothing else that could be made up.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Notice {
            $($name,)*
        }

        impl Notice {
            fn parse(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$name),)*
                    _ => None,
                }
            }

            fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }

            /// The sentence.
            pub(crate) fn text(self, language: Language) -> String {
                match self {
                    $(Self::$name => language.$message(),)*
                }
            }
        }
    };
}

notices! {
    SignedOut = "signed-out", .frame_notice_signed_out();
    PasswordMailed = "password-mailed", .password_notice_mailed();
    AccountSaved = "account-saved", .account_notice_saved();
    AccountPassword = "password-changed", .account_notice_password();
    AccountOthers = "sessions-ended", .account_notice_others();
    AdministratorAdded = "administrator-added", .administrators_notice_added();
    AdministratorChanged = "administrator-changed", .administrators_notice_changed();
    AdministratorRemoved = "administrator-removed", .administrators_notice_removed();
    AdministratorTold = "administrator-told", .administrators_notice_told();
    SettingsSaved = "settings-saved", .settings_notice_saved();
    SettingsMail = "test-mail", .settings_notice_mail();
    OrganizationCreated = "organization-created", .organizations_notice_created();
    AuditConfirmed = "identity-confirmed", .audit_notice_confirmed();
    AttributeAdded = "attribute-added", .attributes_notice_added();
    AttributeRemoved = "attribute-removed", .attributes_notice_deleted();
    ConfigurationSaved = "configuration-saved", .configurations_notice_saved();
    ConfigurationDeleted = "configuration-deleted", .configurations_notice_deleted();
    ConnectionCreated = "connection-created", .connections_notice_created();
    ConnectionThere = "connection-there", .connections_notice_there();
    ConnectionEnabled = "connection-enabled", .connections_notice_enabled();
    ConnectionDisabled = "connection-disabled", .connections_notice_disabled();
    TokenActive = "token-active", .tokens_notice_active();
    TokenInactive = "token-inactive", .tokens_notice_inactive();
    TokenDeleted = "token-deleted", .tokens_notice_deleted();
    TokensChanged = "tokens-changed", .tokens_notice_changed();
    ConnectionSaved = "connection-saved", .connection_settings_notice_saved();
    UserAdded = "user-added", .user_notice_added();
    UserInvited = "user-invited", .user_notice_invited();
    UserInvitedAgain = "user-invited-again", .user_notice_invited_again();
    UserWithdrawn = "user-withdrawn", .user_notice_withdrawn();
    UserConfirmed = "user-confirmed", .user_notice_confirmed();
    UserRestored = "user-restored", .user_notice_restored();
    UserKeptOut = "user-kept-out", .user_notice_kept_out();
    UserRemoved = "user-removed", .user_notice_removed();
    UserProtected = "user-protected", .user_notice_protected();
    UserUnprotected = "user-unprotected", .user_notice_unprotected();
    UserUnchanged = "user-unchanged", .user_notice_unchanged();
    GroupCreated = "group-created", .user_groups_notice_created();
    GroupDeleted = "group-deleted", .user_groups_notice_deleted();
    MemberAdded = "member-added", .user_groups_notice_added();
    MemberRemoved = "member-removed", .user_groups_notice_removed();
}

impl Notice {
    /// Leads to the page of that address, which tells it.
    pub(crate) fn at(self, address: &str) -> Response {
        let (path, fragment) =
            address.split_once('#').map_or((address, String::new()), |(p, f)| (p, format!("#{f}")));
        let join = if path.contains('?') { '&' } else { '?' };
        Redirect::to(&format!("{path}{join}notice={}{fragment}", self.as_str())).into_response()
    }
}

/// What the address of a page says was done, if anything.
pub(crate) struct Noticed(pub(crate) Option<Notice>);

impl<S: Send + Sync> FromRequestParts<S> for Noticed {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = Query::<HashMap<String, String>>::try_from_uri(&parts.uri).ok();
        Ok(Self(query.and_then(|query| query.get("notice").and_then(|word| Notice::parse(word)))))
    }
}
