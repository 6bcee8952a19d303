import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B701",
    checkId: "bandit",
    code: "B701",
    title: "A Jinja2 template puts values into HTML as they are",
    why: "Jinja2 does not escape values unless it is told to. Layer names, attributes and answers of a service become part of the page that the plugin shows or exports, and a <script> in one of them runs there: in a report that is opened in a browser, or in a web view inside QGIS.\n\nTemplates that make something else than HTML, code or SQL for instance, are reported too.",
    howToFix:
      "Make the environment with autoescape=select_autoescape() or autoescape=True, and mark the few values that are HTML with |safe in the template.",
    intended: nosec("B701", "Environment(loader=loader)"),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: "from jinja2 import Environment\n\n\ndef templates(loader):\n    return Environment(loader=loader)\n",
    },
    goodExample: {
      path: "plugin.py",
      code: "from jinja2 import Environment, select_autoescape\n\n\ndef templates(loader):\n    return Environment(loader=loader, autoescape=select_autoescape())\n",
    },
    references: [
      banditReference("plugins", "b701_jinja2_autoescape_false", "B701: jinja2_autoescape_false"),
      { title: "Jinja: autoescaping", url: "https://jinja.palletsprojects.com/en/stable/api/#autoescaping" },
    ],
    cwe: 94,
  },
  {
    id: "bandit/B702",
    checkId: "bandit",
    code: "B702",
    title: "A Mako template puts values into HTML as they are",
    why: "Mako escapes nothing unless the template says so at each place. A layer name or an attribute with HTML in it becomes part of the page, and a script in it runs in the reader's browser or in a web view inside QGIS. A Mako template can also hold Python code, so it must come from you.",
    howToFix:
      'Make the template with default_filters=["h"], which escapes all values, and mark the line; or use Jinja2 with autoescape=True.',
    intended: nosec("B702", 'Template(text, default_filters=["h"])'),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: "from mako.template import Template\n\n\ndef page(text, name):\n    return Template(text).render(name=name)\n",
    },
    goodExample: {
      path: "plugin.py",
      code: "from jinja2 import Environment\n\n\ndef page(text, name):\n    return Environment(autoescape=True).from_string(text).render(name=name)\n",
    },
    references: [
      banditReference("plugins", "b702_use_of_mako_templates", "B702: use_of_mako_templates"),
      { title: "Mako: filtering", url: "https://docs.makotemplates.org/en/latest/filtering.html" },
    ],
    cwe: 80,
  },
  {
    id: "bandit/B703",
    checkId: "bandit",
    code: "B703",
    title: "Text that is not fixed is declared safe HTML (mark_safe)",
    why: "mark_safe() tells Django to print a text as it is. When it holds something from outside, a layer's title or a user's name, a script in that runs in the browser of everybody who sees the page. It concerns the web parts that some plugins ship along.",
    howToFix: 'Use format_html("<b>{}</b>", name): it escapes the values and keeps your own tags.',
    intended: nosec("B703", "mark_safe(html)"),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: "from django.utils.safestring import mark_safe\n\n\ndef label(name):\n    return mark_safe(name)\n",
    },
    goodExample: {
      path: "plugin.py",
      code: 'from django.utils.html import format_html\n\n\ndef label(name):\n    return format_html("<b>{}</b>", name)\n',
    },
    references: [
      banditReference("plugins", "b703_django_mark_safe", "B703: django_mark_safe"),
      { title: "Django: format_html", url: "https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.html.format_html" },
    ],
    cwe: 80,
  },
  {
    id: "bandit/B704",
    checkId: "bandit",
    code: "B704",
    title: "Text that is not fixed is declared safe HTML (Markup)",
    why: "Markup() says of a text that it needs no escaping. Attribute values, layer names or answers of a service in it then become part of the page, and a script in them runs where the page is shown: in a report in the browser, or in a web view inside QGIS.",
    howToFix:
      'Keep the text in Markup() fixed and fill it afterwards: Markup("<b>{}</b>").format(name) escapes the value. To escape a whole text use markupsafe.escape().',
    intended: nosec("B704", "Markup(html)"),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: 'from markupsafe import Markup\n\n\ndef label(name):\n    return Markup(f"<b>{name}</b>")\n' },
    goodExample: {
      path: "plugin.py",
      code: 'from markupsafe import Markup\n\n\ndef label(name):\n    return Markup("<b>{}</b>").format(name)\n',
    },
    references: [
      banditReference("plugins", "b704_markupsafe_markup_xss", "B704: markupsafe_markup_xss"),
      { title: "MarkupSafe: Markup", url: "https://markupsafe.palletsprojects.com/en/stable/escaping/" },
    ],
    cwe: 79,
  },
];
