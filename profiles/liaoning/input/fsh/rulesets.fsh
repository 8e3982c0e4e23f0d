// 约束的英文说明 / the English text of an invariant
RuleSet: English(text)
* human.extension[+].url = "http://hl7.org/fhir/StructureDefinition/translation"
* human.extension[=].extension[+].url = "lang"
* human.extension[=].extension[=].valueCode = #en
* human.extension[=].extension[+].url = "content"
* human.extension[=].extension[=].valueString = "{text}"
