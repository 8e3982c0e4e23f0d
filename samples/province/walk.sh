#!/usr/bin/env bash
# A resident's way through the demo province: card, booking, referral up, a result recognised, and back down. Shows each call with what matters of its answer;
# ends where an answer lacks that. Needs curl, and a server with `fhirhub seed --pack shanxi`.
# Usage: samples/province/walk.sh [base, http://127.0.0.1:5080/fhir] [identity number of a woman; a new one by default]
set -euo pipefail

# The check digit of GB 11643.
checked() {
  local weights=(7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2) digits=10X98765432 sum=0
  for i in "${!weights[@]}"; do sum=$((sum + weights[i] * ${1:i:1})); done
  echo "$1${digits:sum % 11:1}"
}

# step TEXT < COMMANDS
step() {
  local commands
  commands=$(cat)
  printf '\n%s\n\n```console\n$ %s\n' "$1" "$commands"
  eval "$commands"
  printf '```\n'
}

F=${1:-http://127.0.0.1:5080/fhir}
N=${2:-$(checked "1401051956$(printf '%02d%02d%02d' $((RANDOM % 12 + 1)) $((RANDOM % 28 + 1)) $((RANDOM % 100)))$((RANDOM % 5 * 2))")}

step 'Calls name the institution that makes them. (Until there is sign-in, a header does.)' << END
F=$F N=$N
END
step 'Three shorthands:' << 'END'
call() { curl -sS -X POST "$F/$1" -H "X-FhirHub-Organization: Organization/$2" ${3:+-H Content-Type:application/fhir+json -d '{"resourceType":"Parameters","parameter":['"$3"']}'}; }
ref() { echo '{"name":"'$1'","valueReference":{"reference":"'$2'"}}'; }
id() { grep -o '"resourceType":"'$1'","id":"[^"]*"' | head -1 | sed 's|.*:"\(.*\)","id":"\(.*\)"|\1/\2|'; }
C=https://fhirhub.example/fhir/cn-base/CodeSystem
END

step 'A community centre issues a health card.' << 'END'
P=$(call 'Patient/$issue-health-card' sx1-c1-1 '{"name":"patient","resource":{"resourceType":"Patient","name":[{"text":"郭秀兰"}],
  "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"'$N'"}]}}' | id Patient)
call "$P/\$health-card-code" sx1-c1-1 | cut -c 1-240
END

step 'She books at the county hospital: of the pool, the first free source of internal medicine.' << 'END'
SLOT=$(curl -sS "$F/Appointment/\$find?organization=Organization/sx1-s1&department=$C/department|03&count=1" | id Slot)
call 'Appointment/$book' sx1-c1-1 "$(ref slot $SLOT),$(ref patient $P)" | grep -o '"status":"booked"\|"start":"[^"]*"'
END

step 'There a CT of the head is made. It has the quality mark of the province.' << 'END'
curl -sS "$F/DiagnosticReport" -H 'Content-Type: application/fhir+json' -d '{"resourceType":"DiagnosticReport","status":"final",
  "extension":[{"url":"https://fhirhub.example/fhir/cn-base/StructureDefinition/recognition-mark","extension":[{"url":"mark","valueString":"全省HR"},
    {"url":"scope","valueCoding":{"system":"'$C'/recognition-scope","code":"province"}},{"url":"division","valueCoding":{"system":"'$C'/gb-t-2260","code":"140000"}}]}],
  "code":{"coding":[{"system":"http://loinc.org","code":"24725-4"}]},"subject":{"reference":"'$P'"},"performer":[{"reference":"Organization/sx1-s1"}],
  "effectiveDateTime":"'$(date -u +%FT%TZ)'","issued":"'$(date -u +%FT%TZ)'","conclusion":"左侧基底节区低密度影"}' | id DiagnosticReport
END

step 'The county hospital refers her up, to the hospital that leads their alliance. Every rule that the request breaks is named at once.' << 'END'
REQUEST='{"name":"referral","resource":{"resourceType":"ServiceRequest","status":"draft","intent":"order","category":[{"coding":[{"system":"'$C'/collaboration-kind","code":"referral"}]}],
  "code":{"coding":[{"system":"'$C'/referral-reason","code":"acute-severe"}]},"subject":{"reference":"'$P'"},"performer":[{"reference":"Organization/sx1-t1"}],"reasonCode":[{"text":"脑梗死"}]}}'
call 'ServiceRequest/$submit-referral' sx1-s1 "$REQUEST" | grep -o '"code":"referral[^"]*"\|"diagnostics":"[^"]*"'
END

step 'With a summary and her consent it goes.' << 'END'
composition() { echo '{"name":"summary","resource":{"resourceType":"Composition","status":"final","type":{"text":"'$1'"},"subject":{"reference":"'$P'"},"date":"'$(date +%F)'",
  "author":[{"reference":"Organization/'$2'"}],"custodian":{"reference":"Organization/'$2'"},"title":"'$1'","section":[{"title":"'$1'","text":{"status":"additional","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">'$3'</div>"}}]}}'; }
consent() { echo '{"name":"consent","resource":{"resourceType":"Consent","status":"active","scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
  "category":[{"coding":[{"system":"'$C'/consent-kind","code":"referral"}]}],"patient":{"reference":"'$P'"},"dateTime":"'$(date +%F)'","performer":[{"reference":"'$P'"}],"organization":[{"reference":"Organization/'$1'"}],"policyRule":{"text":"转诊知情同意书"}}}'; }
A=$(call 'ServiceRequest/$submit-referral' sx1-s1 "$REQUEST,$(composition 病情摘要 sx1-s1 言语不清六小时),$(consent sx1-s1)")
R=$(echo "$A" | id ServiceRequest) T=$(echo "$A" | id Task)
echo $R $T
END

step 'The city hospital finds it in its worklist, accepts it, and gives a bed. Whose turn it is, only they can take the step.' << 'END'
curl -sS "$F/Task/\$worklist?overdue=false" -H 'X-FhirHub-Organization: Organization/sx1-t1' | grep -o "\"fullUrl\":\"[^\"]*$T\""
call "$T/\$accept" sx1-s1 | grep -o '"code":"referral[^"]*"\|"diagnostics":"[^"]*"'
state() { grep -o 'referral-state","code":"[^"]*"' | cut -d'"' -f5; }
call "$T/\$accept" sx1-t1 | state
for BED in $(curl -sS "$F/Location?organization=Organization/sx1-t1&_elements=id" | grep -o 'Location/[^"]*bed[^"]*'); do
  call "$T/\$schedule" sx1-t1 "$(ref bed $BED)" | state | grep scheduled && break
done
END

step 'It admits her, which makes the encounter, and looks whether the CT has to be made anew.' << 'END'
DOCTOR=$(curl -sS "$F/PractitionerRole?organization=Organization/sx1-t1&_count=1&_elements=id" | id PractitionerRole)
call "$T/\$admit" sx1-t1 "$(ref practitioner $DOCTOR)" | state
E=$(curl -sS "$F/Encounter?patient=$P&status=in-progress&_elements=id" | id Encounter)
curl -sS "$F/DiagnosticReport/\$find-recognizable?patient=$P&requester=Organization/sx1-t1&item=http://loinc.org%7C24725-4" | grep -o '"name":"outcome","value[A-Za-z]*":"[^"]*"'
END

step 'It need not: the result is used, and what that saved is on record.' << 'END'
REPORT=$(curl -sS "$F/DiagnosticReport?patient=$P&_elements=id" | id DiagnosticReport)
call "$REPORT/\$recognize" sx1-t1 "$(ref encounter $E),$(ref requester Organization/sx1-t1)" | grep -o '"valueMoney":{[^}]*}'
END

step 'She recovers. The hospital completes the referral with its summary, and refers her down to her community with the plan of what follows.' << 'END'
call "$T/\$complete" sx1-t1 "$(composition 出院小结 sx1-t1 溶栓后肌力恢复),"'{"name":"disposition","valueCodeableConcept":{"text":"医嘱转社区"}}' | state
PLAN='{"name":"plan","resource":{"resourceType":"CarePlan","status":"active","intent":"plan","category":[{"coding":[{"system":"'$C'/plan-kind","code":"rehabilitation"}]}],"subject":{"reference":"'$P'"},
  "period":{"start":"'$(date +%F)'"},"author":{"reference":"Organization/sx1-t1"},"activity":[{"detail":{"status":"scheduled","description":"每日步行训练"}}]}}'
call 'ServiceRequest/$refer-down' sx1-t1 "$(ref encounter $E),$(ref receiver Organization/sx1-c1-1),$PLAN,$(consent sx1-t1)" | state
END

step 'The whole chain, as the record that settlement reads.' << 'END'
curl -sS "$F/$R/\$referral-record" | grep -o '"fullUrl":"[^"]*"' | sed 's|.*fhir/\([A-Za-z]*\)/.*|\1|' | sort | uniq -c
END
