//! Why a credential lets nobody in.

messages! { Portal:
    denials_no_token();
    denials_foreign_token();
    denials_mistyped_token();
    denials_unknown_token();
    denials_wrong_secret();
    denials_inactive_token();
    denials_expired_token();
    denials_disabled_connection();
    denials_provisioning_off();
    denials_wrong_address();
    denials_raw_token();
}
