"""Invented Glassdoor review cards of 2017, 2019 and 2025, as pages whose scripts are gone show them."""

from __future__ import annotations

from tests.scrapers.pages.glassdoor_json import whole_page

CARD_2025 = """
<div data-test="review-details-container" id="empReview_{number}">
  <span data-test="review-rating-label" class="review-rating_x">3.0</span>
  <span class="timestamp_reviewDate__x">Aug 9, 2025</span>
  <a data-test="review-details-title-link" href="/Reviews/Employee-Review-Nordvik-E777-RVW{number}.htm">
    <h3 data-test="review-details-title"><span>Fair &amp; square</span></h3></a>
  <span data-test="review-avatar-label">Lamp fitter</span>
  <div data-test="review-avatar-tag"><div>Former employee, more than 5 years</div></div>
  <div data-test="review-avatar-tag"><div>Luleå</div></div>
  <div class="rating-icon_ratingContainer__x rating-icon_positiveStyles__x"><svg></svg><span>Recommend</span></div>
  <div class="rating-icon_ratingContainer__x rating-icon_neutralStyles__x"><span>CEO approval</span></div>
  <div class="rating-icon_ratingContainer__x rating-icon_negativeStyles__x"><span>Business outlook</span></div>
  <p data-test="review-text-PROS"><span>Warm lamps<br>Tea</span></p>
  <p data-test="review-text-CONS"><span>Loud fans</span></p>
  <button data-test="review-helpful-button">Helpful (3)</button>
</div>"""
CARD_2019 = """
<li class="empReview cf" id="empReview_{number}"><div class="hreview">
  <time class="date subtle small" datetime="Wed Dec 04 2019 14:30:07 GMT-0800 (PST)">Dec 4, 2019</time>
  <h2 class="h2 summary strong"><a href="/Avis/avis-Nordvik-RVW{number}.htm" class="reviewLink"><span>«&nbsp;Lumière&nbsp;»</span></a></h2>
  <span class="gdStars"><span class="rating"><span class="value-title" title="2.0"></span></span>
    <div class="subRatings module"><ul>
      <li><div class="minor">Équilibre travail/vie privée</div><span class="gdBars" title="4.0"></span></li>
      <li><div class="minor">Culture et valeurs</div><span class="gdBars" title="0.0"></span></li>
      <li><div class="minor">Équipe dirigeante</div><span class="gdBars" title="1.5"></span></li>
      <li><div class="minor">Autre chose</div><span class="gdBars" title="1.5"></span></li></ul></div></span>
  <span class="authorJobTitle middle reviewer">Employé actuel - Monteur</span>
  <span class="middle">à<!-- --> <span class="authorLocation">Lille</span></span>
  <div class="row reviewBodyCell recommends">
    <div class="col-sm-4"><i class="sqLed middle sm green"></i><span>Recommande</span></div>
    <div class="col-sm-4"><i class="sqLed middle sm yellow"></i><span>Point de vue neutre</span></div>
    <div class="col-sm-4"><i class="sqLed middle sm red"></i><span>N'approuve pas le PDG</span></div></div>
  <p class="mainText mb-0">Je travaille chez Nordvik 8 à temps plein depuis plus de 3 ans</p>
  <div class="x__EiReviewTextStyles__allowLineBreaks"><p class="strong">Avantages</p><p>De la lumière,
du th...<span class="d-none">é</span></p><span class="link">Dérouler</span></div>
  <div class="x__EiReviewTextStyles__allowLineBreaks"><p class="strong">Inconvénients</p><p>Du bruit</p></div>
  <div class="x__EiReviewTextStyles__allowLineBreaks"><p class="strong">Conseils à la direction</p><p>Du calme</p></div>
<span class="d-none"><span class="item"><span class="fn">Nordvik</span></span></span></div></li>"""
CARD_2017 = """
<li class=' empReview cf ' id='empReview_{number}'><div class='hreview'>
  <time class='date subtle small' datetime="2008-06-12"> 12 Jun 2008</time>
  <h2 class=' h2 summary strong'><a href='/Reviews/Employee-Review-Nordvik-RVW{number}.htm' class='reviewLink'>
    <span class="summary ">&#034;Bright enough&#034;</span></a></h2>
  <span class="rating"><span class="value-title" title="3.0"></span></span>
  <span class='authorJobTitle middle reviewer'>Current Employee - Anonymous Employee</span>
  <div class='flex-grid recommends'><div class='middle'>
    <div class="cell"><i class='sqLed middle sm green'></i></div>
    <div class="cell"><span class='middle'><span class='showDesk'>Approves of</span> CEO</span></div></div></div>
  <p class='tightBot mainText'>I have been working at Nordvik full-time for less than a year</p>
  <p class="strong tightVert">Pros</p><p class=" pros mainText">Lamps</p>
  <p class="strong tightVert">Cons</p><p class=" cons mainText">Fans</p>
  <p class="strong tightVert">Advice</p><p class=" adviceMgmt mainText">Open a window</p>
  <span class='block voteHelpful' data-count="2"></span>
  <div class='comment empRepComment hidden'><p class='author strong'>Nordvik Response</p><p class='commentText'></p></div>
  {answer}
</div></li>"""
ANSWER_2017 = (
    """<div class="comment empRepComment"><p class="date">5 Jul 2008</p><p class="commentText">Thank you</p></div>"""
)


def make_markup_2025(*numbers: int, current: int = 1) -> str:
    """A list of 2025 without its scripts."""
    top = '<p data-test="rating-headline">3.6</p><p data-test="review-count">(1,159 total reviews)</p>'
    pages = f'<ol><a class="pagination_ListItemButton__x pagination_ButtonSelected__x">{current}</a></ol>'
    return whole_page(top + "".join(CARD_2025.replace("{number}", str(number)) for number in numbers) + pages)


def make_markup_2019(*numbers: int) -> str:
    """A French list of 2019 without its scripts."""
    cards = "".join(CARD_2019.replace("{number}", str(number)) for number in numbers)
    return whole_page(f'<div class="v2__ratingNum v2__large">3.3</div><ol>{cards}</ol>', path="/Avis/N-Avis-E777.htm")


def make_markup_2017(*numbers: int, answer: str = "") -> str:
    """A fragment of 2017, with no head at all."""
    cards = "".join(CARD_2017.replace("{number}", str(number)).replace("{answer}", answer) for number in numbers)
    return f"<html><body><ol class='empReviews'>{cards}</ol></body></html>"
