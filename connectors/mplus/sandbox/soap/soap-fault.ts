/**
 * A fault the service answers with HTTP 500. `Client…`: the request must be changed; `Server…`: it may be tried again later.
 * Of the vendor's codes only the two classes and `Client.Authentication` are public, so the texts are the sandbox's own.
 */
export class SoapFault extends Error {
  readonly faultCode: string

  constructor(faultCode: 'Client' | 'Client.Authentication' | 'Server', message: string) {
    super(message)
    this.name = 'SoapFault'
    this.faultCode = faultCode
  }
}
