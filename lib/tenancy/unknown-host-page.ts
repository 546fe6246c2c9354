/** A response with this header is a whole page, which the gate does not replace. */
export const WHOLE_PAGE = 'x-whole-page'

/** Does not repeat the host: anyone can send one. */
export const UNKNOWN_HOST_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Page not found</title>
</head>
<body style="max-width: 36rem; margin: 20vh auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif">
<h1>Page not found</h1>
<p>No app has this URL. If you run the app on this server: it answers only at the URL in the variable
<code>APP_URL</code>. Open that URL, or set <code>APP_URL</code> to the one that you opened, such as
<code>http://localhost:8080</code>, and restart.</p>
<p>The public URL of a tunnel or a proxy works too, but then local mode is off: set
<code>DATABASE_URL</code> and the other variables in <code>docs/deploy.md</code> as well.</p>
</body>
</html>
`
