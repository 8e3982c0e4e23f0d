// 操作定义的共用写法 / shared by the operation definitions

RuleSet: Operation(title, name, code, resource, description)
* url = "https://fhirhub.example/fhir/cn-base/OperationDefinition/{name}"
* version = "0.1.0"
* name = "{title}"
* status = #active
* experimental = false
* publisher = "FhirHub"
* kind = #operation
* code = #{code}
* resource = #{resource}
* description = "{description}"
* system = false

RuleSet: Changes
* affectsState = true

RuleSet: Reads
* affectsState = false

RuleSet: OnType
* type = true
* instance = false

RuleSet: OnInstance
* type = false
* instance = true

RuleSet: OnBoth
* type = true
* instance = true

RuleSet: In(name, min, max, type, documentation)
* parameter[+].name = #{name}
* parameter[=].use = #in
* parameter[=].min = {min}
* parameter[=].max = "{max}"
* parameter[=].type = #{type}
* parameter[=].documentation = "{documentation}"

RuleSet: Out(name, min, max, type, documentation)
* parameter[+].name = #{name}
* parameter[=].use = #out
* parameter[=].min = {min}
* parameter[=].max = "{max}"
* parameter[=].type = #{type}
* parameter[=].documentation = "{documentation}"

// 一个成组的参数，其成员由 Part 给出 / a parameter with parts
RuleSet: OutGroup(name, min, max, documentation)
* parameter[+].name = #{name}
* parameter[=].use = #out
* parameter[=].min = {min}
* parameter[=].max = "{max}"
* parameter[=].documentation = "{documentation}"

RuleSet: OutPart(name, min, max, type, documentation)
* parameter[=].part[+].name = #{name}
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = {min}
* parameter[=].part[=].max = "{max}"
* parameter[=].part[=].type = #{type}
* parameter[=].part[=].documentation = "{documentation}"

RuleSet: Bound(valueSet)
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://fhirhub.example/fhir/cn-base/ValueSet/{valueSet}"

RuleSet: InGroup(name, min, max, documentation)
* parameter[+].name = #{name}
* parameter[=].use = #in
* parameter[=].min = {min}
* parameter[=].max = "{max}"
* parameter[=].documentation = "{documentation}"

RuleSet: InPart(name, min, max, type, documentation)
* parameter[=].part[+].name = #{name}
* parameter[=].part[=].use = #in
* parameter[=].part[=].min = {min}
* parameter[=].part[=].max = "{max}"
* parameter[=].part[=].type = #{type}
* parameter[=].part[=].documentation = "{documentation}"
