// 每个值集的表头 / the head of each value set
RuleSet: ValueSetHead
* ^experimental = false

// 每个代码系统的表头 / the head of each code system
RuleSet: CodeSystemHead
* ^language = #zh-CN
* ^experimental = false
* ^caseSensitive = true
* ^content = #complete

// 每个标识系统的表头 / the head of each naming system
RuleSet: NamingSystemHead(name, description)
* name = "{name}"
* status = #active
* kind = #identifier
* date = "2026-11-01"
* publisher = "FhirHub"
* jurisdiction = urn:iso:std:iso:3166#CN "China"
* description = "{description}"

RuleSet: PreferredUri(uri)
* uniqueId[+].type = #uri
* uniqueId[=].value = "{uri}"
* uniqueId[=].preferred = true

RuleSet: AliasUri(uri, comment)
* uniqueId[+].type = #uri
* uniqueId[=].value = "{uri}"
* uniqueId[=].preferred = false
* uniqueId[=].comment = "{comment}"

RuleSet: Oid(oid)
* uniqueId[+].type = #oid
* uniqueId[=].value = "{oid}"
* uniqueId[=].preferred = false

// 按 system 切分标识 / identifiers sliced by system
RuleSet: IdentifierBySystem
* identifier ^slicing.discriminator.type = #value
* identifier ^slicing.discriminator.path = "system"
* identifier ^slicing.rules = #open
* identifier ^slicing.description = "按标识系统切分。By identifier system."

RuleSet: IdentifierSlice(slice, system)
* identifier[{slice}].system = "{system}" (exactly)
* identifier[{slice}].system 1..1
* identifier[{slice}].value 1..1

// 金额一律人民币 / amounts are in yuan
RuleSet: Cny(path)
* {path}.value 1..1
* {path}.currency 1..1
* {path}.currency = #CNY (exactly)

// 扩展的使用位置 / where an extension may stand
RuleSet: On(type)
* ^context[+].type = #element
* ^context[=].expression = "{type}"

// 约束的英文说明：R4 的 constraint.human 只有一种语言，英文放在标准的 translation 扩展中
// the English text of an invariant, by the standard extension: R4 gives it one language only
RuleSet: English(text)
* human.extension[+].url = "http://hl7.org/fhir/StructureDefinition/translation"
* human.extension[=].extension[+].url = "lang"
* human.extension[=].extension[=].valueCode = #en
* human.extension[=].extension[+].url = "content"
* human.extension[=].extension[=].valueString = "{text}"

// 由校验器自己计算的校验码规则 / a check that the validator computes itself
RuleSet: CheckedBy(rule)
* extension[+].url = "https://fhirhub.example/fhir/cn-base/StructureDefinition/identifier-rule"
* extension[=].valueCode = #{rule}
