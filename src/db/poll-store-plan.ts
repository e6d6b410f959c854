/**
 * A prepared statement whose plan is made anew now and then. PostgreSQL keeps the plan it made when the tables were
 * nearly empty (reading them whole in a loop) until they are analysed, up to a minute later; at 500 messages a
 * second that plan is quadratic. A new name at every doubling of uses costs a few plannings an hour.
 */
export function growingStatement(
  name: string,
  text: string,
): () => { readonly name: string; readonly text: string } {
  let uses = 0
  return () => {
    uses += 1
    return { name: `${name}_${Math.floor(Math.log2(uses))}`, text }
  }
}
