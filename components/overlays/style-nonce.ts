import { setNonce } from 'get-nonce'

// An open dialog or menu adds a style element that stops the page from scrolling. The Content Security
// Policy allows it with the nonce of the page's scripts.
if (typeof document !== 'undefined') {
  setNonce(document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '')
}
