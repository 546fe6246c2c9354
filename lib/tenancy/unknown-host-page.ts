/** A response with this header is a whole page, which the gate does not replace. */
export const WHOLE_PAGE = 'x-whole-page'

/** Does not repeat the host: anyone can send one. */
export const UNKNOWN_HOST_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Page not found</title>
</head>
<body style="max-width: 36rem; margin: 20vh auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif;
  background: light-dark(oklch(0.988 0.001 264), oklch(0.165 0.006 264));
  color: light-dark(oklch(0.205 0.014 264), oklch(0.955 0.003 264))">
<h1 style="font-size: 1.5rem; font-weight: 600">Page not found</h1>
<p>No app has this URL. If you run the app on this server: it responds only at the URL in the variable
<code>APP_URL</code>. Open that URL, or set <code>APP_URL</code> to the one that you opened, such as
<code>http://localhost:8080</code>, and restart.</p>
<p>The public URL of a tunnel or a proxy works too, but then local mode is off: set
<code>DATABASE_URL</code> and the other variables in <code>docs/deploy.md</code> as well.</p>
</body>
</html>
`
