"""Who is asking, and what may they see and do.

person      a person and a role; `person_of(request)`
middleware  puts the person into every request
users       the local user file
passwords   argon2id
sessions    who is signed in, on the server's side
guard       rate limits, CSRF, safe redirects
oidc        sign-in by an agency's own provider
audit       who saw and changed what
routes      /sign-in, /sign-out, /account/me, /audit
"""
