# Part of bin/sipcast-platform: writes a log, but what somebody may cause again and again only once a minute. Lines are the
# same if they differ in numbers and Call-ID only, or behind their first hundred characters. What conf/kamailio says passes, for that
# sees to it itself: "12(345) WARNING: {Call-ID} <script>: …", where the Call-ID cannot hold a brace.
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
  said = kind ~ /^ *[0-9]+\([0-9]+\) [A-Z]+: (\{\} )?<script>: /
  gsub(/[0-9]+/, "#", kind)
  kind = substr(kind, 1, 100)
  if (kind in omitted && /WARNING|ERROR|NOTICE/ && !said) { omitted[kind]++; next }
  omitted[kind] = 0
  print
  fflush()
}
END { tell_omitted() }
