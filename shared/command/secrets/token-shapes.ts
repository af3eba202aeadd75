import type { Span } from './spans'

const RUN = /[A-Za-z0-9_.~-]{12,}/g
const BASE64_RUN = /[A-Za-z0-9+/=]{40,}/g
const ACCESS_KEY_ID = /(?:AKIA|ASIA)[A-Z0-9]{16}/g
const SECRET_KEY = /(?:^|[^A-Za-z0-9+/])([A-Za-z0-9+/]{40})(?:$|[^A-Za-z0-9+/=])/
const SESSION_TOKEN = /^(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz|AQoDYXdz|AgoJb3JpZ2lu)/

/** Published prefixes of issued tokens (the issuers' documentation, as collected by secret scanners). */
const SHAPES: readonly RegExp[] = [
  /^gh[pousr]_[A-Za-z0-9]{20,255}/, // GitHub
  /^github_pat_[A-Za-z0-9_]{20,255}/,
  /^(?:glpat|gldt|glrt|glptt|glcbt|glft|glsoat|glagent|glimt|gloas)-[\w-]{16,128}/, // GitLab
  /^xox[abeoprs]-[A-Za-z0-9-]{10,255}/, // Slack
  /^xapp-\d-[A-Za-z0-9-]{10,255}/,
  /^npm_[A-Za-z0-9]{30,64}/,
  /^(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,255}/, // Stripe
  /^whsec_[A-Za-z0-9]{20,64}/,
  /^AIza[\w-]{30,64}/, // Google
  /^ya29\.[\w-]{16,512}/,
  /^GOCSPX-[\w-]{20,64}/,
  /^eyJ[\w-]{8,8192}\.[\w-]{8,8192}\.[\w-]{0,8192}/, // JSON Web Token
  /^eyJ[\w-]{8,8192}\.eyJ[\w-]{8,8192}/,
  /^hv[sbr]\.[\w-]{20,255}/, // Vault
  /^dckr_(?:pat|oat)_[\w-]{20,64}/,
  /^do[opr]_v1_[a-f0-9]{40,80}/, // DigitalOcean
  /^SG\.[\w-]{16,32}\.[\w-]{16,64}/, // SendGrid
  /^SK[0-9a-f]{32}$/, // Twilio
  /^key-[0-9a-f]{32}$/, // Mailgun
  /^shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}/, // Shopify
  /^dapi[0-9a-f]{32}/, // Databricks
  /^pypi-[\w-]{50,255}/,
  /^(?:sk-ant-|sk-proj-|sk-)[\w-]{20,255}/,
  /^hf_[A-Za-z0-9]{30,64}/,
  /^NRAK-[A-Z0-9]{27}/, // New Relic
  /^gl(?:sa|c)_[\w=-]{20,255}/, // Grafana
  /^tskey-[a-z]{3,12}-[\w-]{16,128}/, // Tailscale
  /^ATATT3[\w-]{20,255}/, // Atlassian
  /^AGE-SECRET-KEY-1[A-Z0-9]{20,80}/,
  /^[\w.~-]{3}[78]Q~[\w.~-]{31,34}$/, // Entra client secret
  /^[A-Za-z0-9]{14}\.atlasv1\.[\w-]{20,128}/, // Terraform Cloud
  /^lin_api_[A-Za-z0-9]{30,64}/,
  /^dp\.(?:pt|st|sa|ct)\.[\w.-]{20,128}/, // Doppler
  /^PMAK-[a-f0-9]{24}-[a-f0-9]{34}/, // Postman
  /^sq0(?:atp|csp)-[\w-]{20,64}/, // Square
  /^EAACEdEose0cBA[A-Za-z0-9]{8,255}/,
]
/** Addresses whose path is the secret. */
const WEBHOOKS: readonly RegExp[] = [
  /(?:hooks\.slack\.com\/(?:services|workflows)|discord(?:app)?\.com\/api\/webhooks)\/([^\s'"<>)]{8,512})/gi,
  /(?:webhook\.office\.com\/webhookb2|api\.telegram\.org)\/([^\s'"<>)]{8,512})/gi,
]

const issuedTokens = (text: string): readonly Span[] => {
  const spans: Span[] = []
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const start = run.search(/[^.~-]/)
    const length =
      SHAPES.map((shape) => shape.exec(run.slice(start, start + 24_576))?.[0].length ?? 0).find(
        (matched) => matched > 0,
      ) ?? 0
    if (length > 0) spans.push({ start: index + start, end: index + start + length })
  }
  return spans
}

/** The secret that stands behind an access key id without a name, as in `aws configure` answers and CSV files. */
const awsKeys = (text: string): readonly Span[] => {
  const spans: Span[] = []
  for (const { 0: id, index } of text.matchAll(ACCESS_KEY_ID)) {
    const from = index + id.length
    const match = SECRET_KEY.exec(text.slice(from, from + 160))
    const key = match?.[1]
    if (match === null || key === undefined || !/[a-z]/.test(key) || !/[A-Z]/.test(key)) continue
    const start = from + match.index + match[0].indexOf(key)
    spans.push({ start, end: start + key.length })
  }
  for (const { 0: run, index } of text.matchAll(BASE64_RUN))
    if (run.length >= 80 && SESSION_TOKEN.test(run)) spans.push({ start: index, end: index + run.length })
  return spans
}

/**
 * Tokens that show by their form alone what they are. Access key ids stay: they are no secret, and people look them up.
 */
export const tokenShapes = (text: string): readonly Span[] => [
  ...issuedTokens(text),
  ...awsKeys(text),
  ...WEBHOOKS.flatMap((webhook) => [...text.matchAll(webhook)]).map(({ 0: url, 1: path = '', index }) => ({
    start: index + url.length - path.length,
    end: index + url.length,
  })),
]
