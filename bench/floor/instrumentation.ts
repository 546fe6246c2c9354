// Turbopack would take the one of the app, which is in a folder above.
export function register() {}
