# What goes wrong.

trouble_sign_in_title = Please sign in
trouble_sign_in_text = You are not signed in, or you were signed out because nothing happened for 30 minutes, or 12 hours have passed. Nothing was changed.
trouble_sign_in_link = Sign in
trouble_home_link = Go to the start page
trouble_not_found_title = There is no such page
trouble_not_found_text = What this address names does not exist, was deleted, or is not for you to see. Nothing was changed.
trouble_forbidden_title = You may not do this
trouble_forbidden_owner_text = Only an owner may do this. Nothing was changed. Ask an owner of this organization.
trouble_forbidden_admin_text = Your role lets you look, and change nothing. Nothing was changed. Ask an owner or an admin of this organization.
trouble_form_title = This form cannot be taken
trouble_form_foreign_text = Your browser says that the form comes from another site, so nothing was changed. Open the page here and try again. If you did: the proxy in front of Rollbook has to pass the Host header on as it is.
trouble_form_forged_text = The form was made before you signed in or out, or not for this browser, so nothing was changed. Go back, reload the page, and send it again.
trouble_form_large_text = The form is too large, or it came too slowly. Nothing was changed.
trouble_often_title = Too many attempts
trouble_often_text = A password was tried too often for this address. Wait a minute, then try again, or choose a new password by mail.
trouble_often_network_text = Too many forms came from your network, so this one was not looked at. Wait a few seconds, then send it again. If you are the operator: the proxy in front of Rollbook has to pass the X-Forwarded-For header with the address of each client.
trouble_stale_title = It was changed meanwhile
trouble_stale_text = Somebody else changed this a moment ago, so your change was not made. Go back, reload the page, and look at what is there now.
trouble_refused_title = This could not be done
trouble_later_title = Please try again
trouble_later_text = The server cannot do this at the moment. If you sent a form, look whether it was done before you send it again. The server’s log says more.
confirm_title = Confirm that it is you
confirm_text = This shows or changes what needs protection, and you gave your password more than five minutes ago. Give it once more to go on.
confirm_wrong = This is not your password. Nothing was done.
confirm_button = Go on
