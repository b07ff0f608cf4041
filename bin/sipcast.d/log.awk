# Part of bin/sipcast-platform: writes a log, but what somebody may cause again and again only once a minute. Lines are the
# same if they differ in numbers and Call-ID only, or behind their first hundred characters. What Kamailio's own files say passes: they
# see to it themselves.
function tell_omitted(  kind) {
  for (kind in omitted) if (omitted[kind]) print "(" omitted[kind] " more like: " kind " …)"
  delete omitted
  begun = systime()
}
BEGIN { begun = systime() }
systime() - begun >= 60 { tell_omitted() }
{
  kind = $0
  sub(/\{[^}]*\}/, "{}", kind)
  gsub(/[0-9]+/, "#", kind)
  kind = substr(kind, 1, 100)
  if (kind in omitted && /WARNING|ERROR|NOTICE/ && $0 !~ /<script>/) { omitted[kind]++; next }
  omitted[kind] = 0
  print
  fflush()
}
END { tell_omitted() }
