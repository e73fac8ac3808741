const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter);
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1f2933;--dim:#5b6773;--line:#cfd6dd;--paper:#fff;--ground:#f3f5f7;--mark:#4b3fd6;--bad:#b42318;--note:#fff4d6;--note-ink:#5c4400}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf1;--dim:#a5b0bc;--line:#3b4652;--paper:#1c232b;--ground:#12171d;--mark:#9a92ff;--bad:#ff9b90;--note:#3a3113;--note-ink:#ffe7a3}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.note{background:var(--note);color:var(--note-ink);padding:.6rem 1rem;text-align:center;font-size:.95rem}
main{max-width:26rem;margin:2rem auto;padding:1.5rem;background:var(--paper);border:1px solid var(--line);border-radius:12px}
h1{font-size:1.15rem;margin:0 0 .25rem}
.total{font-size:2rem;font-weight:650;margin:.1rem 0 1rem}
ul{list-style:none;margin:0 0 1.25rem;padding:0 0 1rem;border-bottom:1px solid var(--line)}
li{display:flex;justify-content:space-between;gap:1rem}
label{display:block;margin:.9rem 0 .25rem;font-weight:600}
.hint{color:var(--dim);font-weight:400;font-size:.9rem}
input{width:100%;padding:.65rem .75rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:8px}
input:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid var(--mark);outline-offset:2px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:.75rem}
button{width:100%;margin-top:1.25rem;padding:.8rem;font:inherit;font-weight:650;color:#fff;background:#4b3fd6;border:0;border-radius:8px;cursor:pointer}
button.plain{color:var(--ink);background:none;border:1px solid var(--line)}
.error{margin:0 0 1rem;padding:.75rem;border:1px solid var(--bad);border-radius:8px;color:var(--bad)}
a{color:var(--mark)}
.back{display:inline-block;margin-top:1.25rem}
details{margin-top:1.25rem;color:var(--dim);font-size:.9rem}
code{white-space:nowrap}
`;

/** A whole page that needs no script and nothing from elsewhere. `content` is HTML already. */
export function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<div class="note" role="note"><strong>Stripe emulator.</strong> No real card, no real money. Use a test number.</div>
<main>
${content}
</main>
</body>
</html>
`;
}
