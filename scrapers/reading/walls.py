"""How the pages that stand before the pages look: challenges, refusals and sign-in forms, by words and by marks."""

from __future__ import annotations


def _said(block: str) -> tuple[str, ...]:
    """The phrases of a block, one per " / " or line."""
    return tuple(phrase.strip() for line in block.splitlines() for phrase in line.split(" / ") if phrase.strip())


CHALLENGE_TITLES = _said("""
    just a moment / nur einen moment / einen moment / un instant / un momento / een moment / ett ögonblick / um momento
    só um momento / attention required! | cloudflare / access denied / access to this page has been denied
    pardon our interruption / human verification / verifying your connection / verifying you are human
    verify you are human / verification required / security check / security verification / security | glassdoor
    robot check / are you a robot / are you human / captcha / bot verification / request rejected / request blocked
    403 forbidden / forbidden / 403 error / error 403 / 429 too many / too many requests / error 1020
    you have been blocked / sorry, you have been blocked / ddos-guard / checking your browser / client challenge
    åtkomst nekad / zugriff verweigert / accès refusé / toegang geweigerd / acceso denegado / accesso negato
""")
"""Beginnings of the titles of challenge and refusal pages, in lower case."""
CHALLENGE_WORDS = _said("""
    verify you are human / verify that you are human / verify you are a human / verify that you are not a robot
    verify that you're not a robot / you are not a robot / i'm not a robot / are you a robot / verifying your connection
    unusual traffic / unusual activity from / please enable js and disable any ad blocker
    enable javascript and cookies to continue / checking your browser / press & hold / press and hold
    complete the security check / security check to access / you have been blocked / request unsuccessful
    access to this page has been denied / access denied / you don't have permission to access / automated access
    humans only / vérifiez que vous êtes humain / dass sie ein mensch sind / kein roboter / geen robot / inte en robot
    no eres un robot / non sei un robot
""")
"""What such pages say, in lower case; only to be believed of a page that says little else."""
CHALLENGE_MARKS = (
    *("_cf_chl_opt", 'id="challenge-form"', "cf-browser-verification", "cf-error-details"),  # Cloudflare
    *("gokuProps", "awsWafCookieDomainList"),  # AWS WAF
    *("captcha-delivery.com/captcha", "captcha-delivery.com/interstitial", "geo.captcha-delivery.com"),  # DataDome
    *('id="px-captcha"', "px-captcha-wrapper", "captcha.px-cdn.net", "captcha.px-cloud.net", '"blockScript"'),  # HUMAN
    *("Incapsula incident ID", "incident_id="),  # Imperva; its mere script is on ordinary pages as well
    *("errors.edgesuite.net", "sec-if-cpt-container", "/_sec/cp_challenge/"),  # Akamai
    *("sucuri_cloudproxy", "ddos-guard.net"),
)
"""Names only a vendor's challenge page uses, not the sensor that it puts on ordinary pages."""
CAPTCHAS = ("g-recaptcha", "h-captcha", "cf-turnstile", "arkoselabs.com")
LOGIN_TITLES = _said("""
    sign in / sign up / log in / login / anmelden / einloggen / connexion / se connecter / identifiez-vous / inloggen
    logga in / iniciar sesión / inicia sesión / accedi / entrar / log ind / logg inn / kirjaudu
""")
"""Beginnings of the titles of sign-in pages, in lower case."""
