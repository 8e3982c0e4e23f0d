// YC 支撑五：一人一卡，实名制挂号就医，取消各医院发行的就诊卡

Profile: YcPatient
Parent: CnPatient
Id: yc-patient
Title: "居民（宜昌）"
Description: "宜昌 支撑五：多卡整合为市民卡，实行实名制挂号就医，取消原各医院发行的就诊卡。Real-name; hospital visit cards are no longer issued and merge into the citizen card."
* obeys yc-patient-1 and yc-patient-2

Invariant: yc-patient-1
Description: "实名制：须有居民身份证号码、护照、通行证或永久居留证之一"
* severity = #error
* expression = "identifier.where(system in ('urn:oid:2.16.156.10011.1.3' | 'urn:oid:2.16.840.1.113883.2.23.1.19.1' | 'urn:oid:2.16.840.1.113883.2.23.1.9.1') or system.matches('^https://fhirhub\\\\.example/fhir/sid/(identity-number|passport|hong-kong-macao-permit|taiwan-permit|foreigner-residence-permit)$')).exists()"
* insert English([[Real-name: an identity number, passport or permit must be given.]])

Invariant: yc-patient-2
Description: "不再发放就诊卡，原有就诊卡只作旧卡保留"
* severity = #error
* expression = "identifier.where(system = 'https://fhirhub.example/fhir/sid/visit-card').all(use = 'old')"
* insert English([[No new visit cards; existing ones are kept as old.]])
