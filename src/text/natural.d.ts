/** Only what is used of natural, by deep imports: its own types break a strict build and the bare import costs a second. */
declare module 'natural/lib/natural/stemmers/porter_stemmer_ru.js' {
  const stemmer: { stem(token: string): string }
  export default stemmer
}
