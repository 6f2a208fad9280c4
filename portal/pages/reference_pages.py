"""The text pages every portal starts with. Made once; what an editor made of them is never touched."""

from django.db import transaction
from wagtail.rich_text import RichText

from portal.pages.models import HomePage, TextPage

HOW_EN = """
<p>This site collects what is on public record about prosecutors: who holds the office, who runs for it,
what they promised, and what the office's own numbers say. Community groups edit it. We do not support or
oppose any candidate.</p>
<h3>Every claim has its source</h3>
<p>Each number, quote and status stands beside a link to where it comes from, with the date. What we do not
know is printed as unknown. Missing is never counted as zero.</p>
<h3>Numbers</h3>
<p>We count from files that the offices or courts publish. A share always comes with both of its counts.
Figures about fewer than 10 people are not shown. A higher or lower number is not good or bad by itself, and
a gap does not show its cause.</p>
<h3>Candidates</h3>
<p>Everyone in a race gets the same space and the same questions. They are listed in ballot order, or by
last name until that order is known. A result shows who won on a day; that someone holds an office needs a
source of its own.</p>
<h3>Mistakes</h3>
<p>We correct mistakes in public and say what was wrong. The source under each number lets you check us.</p>
"""
HOW_ES = """
<p>Este sitio reúne lo que consta en registros públicos sobre los fiscales: quién ocupa el cargo, quién se
postula, qué prometió y qué dicen los números de la propia fiscalía. Lo editan grupos de la comunidad. No
apoyamos ni nos oponemos a ningún candidato.</p>
<h3>Cada afirmación tiene su fuente</h3>
<p>Junto a cada número, cita y estado hay un enlace a su origen, con la fecha. Lo que no sabemos aparece
como desconocido. Un dato que falta nunca se cuenta como cero.</p>
<h3>Números</h3>
<p>Contamos a partir de archivos que publican las fiscalías o los tribunales. Un porcentaje siempre aparece
con sus dos cantidades. No mostramos cifras sobre menos de 10 personas. Un número más alto o más bajo no es
bueno ni malo por sí solo, y una diferencia no muestra su causa.</p>
<h3>Candidatos</h3>
<p>Cada persona en una elección recibe el mismo espacio y las mismas preguntas. Se listan en el orden de la
boleta, o por apellido mientras ese orden no se conozca. Un resultado muestra quién ganó ese día; que
alguien ocupa un cargo necesita su propia fuente.</p>
<h3>Errores</h3>
<p>Corregimos los errores en público y decimos qué estaba mal. La fuente bajo cada número permite
comprobarlo.</p>
"""
ACCESS_EN = """
<p>We want everyone to be able to read this site, and we aim for the Web Content Accessibility Guidelines
(WCAG) 2.2, level AA.</p>
<ul>
<li>Every page works without scripts, with a keyboard alone, and on a small phone.</li>
<li>Each chart has a description in words and a table with its numbers.</li>
<li>No meaning rests on color alone, and dark mode follows your device.</li>
<li>Each page can be read in English or Spanish; text that is not translated is marked, so that a screen
reader says it right.</li>
</ul>
<p>We check pages with automatic tests. Screen readers and browsers other than Chromium have not been tested
by people yet, and the Spanish awaits a professional's review.</p>
"""
ACCESS_ES = """
<p>Queremos que todas las personas puedan leer este sitio. Nuestra meta son las Pautas de Accesibilidad para
el Contenido Web (WCAG) 2.2, nivel AA.</p>
<ul>
<li>Cada página funciona sin scripts, solo con el teclado y en un teléfono pequeño.</li>
<li>Cada gráfica tiene una descripción en palabras y una tabla con sus números.</li>
<li>Nada depende solo del color, y el modo oscuro sigue a su dispositivo.</li>
<li>Cada página se puede leer en español o en inglés; el texto sin traducir está marcado para que el lector
de pantalla lo pronuncie bien.</li>
</ul>
<p>Revisamos las páginas con pruebas automáticas. Todavía no las han probado personas con lectores de
pantalla ni con navegadores distintos de Chromium, y el español espera la revisión de un profesional.</p>
"""
PAGES = (
    ("how-we-work", "How we work", HOW_EN, HOW_ES),
    ("accessibility", "Accessibility", ACCESS_EN, ACCESS_ES),
)


@transaction.atomic
def ensure():
    """Make the pages that are missing; a page that stands, also one that an editor unpublished, is left alone.
    Returns how many were made."""
    home = HomePage.objects.get()
    made = 0
    for slug, title, english, spanish in PAGES:
        if home.get_children().filter(slug=slug).exists():
            continue
        body, body_es = ([("paragraph", RichText(" ".join(text.split())))] for text in (english, spanish))
        page = home.add_child(instance=TextPage(title=title, slug=slug, body=body, body_es=body_es))
        page.save_revision().publish()
        made += 1
    return made
