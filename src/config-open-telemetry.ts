type Environment = Readonly<Record<string, string | undefined>>

/**
 * The variables of OpenTelemetry among those given, later ones winning over earlier; null when no traces are wanted: no
 * collector is named, or the SDK is switched off by its own variables.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ (2026-11-23)
 */
export function openTelemetryOf(
  endpoint: string | undefined,
  given: readonly Environment[],
): Readonly<Record<string, string>> | null {
  if (endpoint === undefined) return null
  const entries = given.flatMap((variables) => Object.entries(variables))
  const named = entries.flatMap(([name, value]) =>
    name.startsWith('OTEL_') && value !== undefined && value.trim() !== '' ? [[name, value] as const] : [],
  )
  const variables: Readonly<Record<string, string>> = Object.fromEntries(named)
  const isOff = variables['OTEL_SDK_DISABLED']?.toLowerCase() === 'true'
  return isOff || variables['OTEL_TRACES_EXPORTER'] === 'none' ? null : variables
}
