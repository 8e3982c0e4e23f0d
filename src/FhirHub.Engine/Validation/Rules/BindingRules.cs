using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Messages;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>Codes and the value sets they are bound to, https://hl7.org/fhir/R4/terminologies.html.</summary>
internal static class BindingRules
{
    public static void Check(ValidationRun run, InstanceNode node, BindingRule binding)
    {
        var isExample = binding.Strength == "example" && binding.MaxValueSet is null;
        switch (node.Type.Name)
        {
            case "CodeableConcept":
                CheckConcept(run, node, binding);
                break;
            case "Coding":
                CheckOne(run, node, binding, CodeQuestions.OfCoding(node, binding.ValueSet));
                break;
            case "Quantity" or "Age" or "Duration" or "Distance" or "Count" or "MoneyQuantity" or "SimpleQuantity" when !isExample:
                CheckOne(run, node, binding, CodeQuestions.OfQuantity(node, binding.ValueSet));
                break;
            // https://hl7.org/fhir/R4/terminologies.html#4.1: of a choice, other types are not bound.
            case var name when !isExample && (node.Type.Is("string") || node.Type.Is("uri")):
                // The base structure has been checked with required codes of its own.
                if (node.Text is { } code && !(name == "code" && node.Element?.RequiredCodes is { } codes && codes.ValueSet == Canonical.Parse(binding.ValueSet).Url))
                    CheckOne(run, node, binding, new CodeQuestion(binding.ValueSet, null, null, code, null));
                break;
        }
    }

    private static void CheckOne(ValidationRun run, InstanceNode node, BindingRule binding, CodeQuestion? question)
    {
        if (question is null)
        {
            if (binding.Strength == "required" && !node.Type.IsPrimitive)
                run.Findings.Add(node, MessageTable.CodeMissing, binding.ValueSet);
            return;
        }
        Report(run, node, binding, [(node, question, Judge(run, node, question, binding))]);
    }

    private static void CheckConcept(ValidationRun run, InstanceNode concept, BindingRule binding)
    {
        var judged = new List<(InstanceNode Node, CodeQuestion Question, CodeAnswer Answer)>();
        foreach (var coding in concept.Children("coding"))
            if (CodeQuestions.OfCoding(coding, binding.ValueSet) is { } question)
                judged.Add((coding, question, Judge(run, coding, question, binding)));
        if (judged.Count > 0)
            Report(run, concept, binding, judged);
        else if (binding.Strength == "required")
            run.Findings.Add(concept, MessageTable.CodeMissing, binding.ValueSet);
    }

    // An example says nothing of the code, but the code system may.
    private static CodeAnswer Judge(ValidationRun run, InstanceNode coded, CodeQuestion question, BindingRule binding) =>
        CodeQuestions.Answer(run.Facts.Ask, binding.Strength == "example" ? question with { ValueSet = null } : question, coded.Type.IsPrimitive);

    private static void Report(
        ValidationRun run, InstanceNode node, BindingRule binding, List<(InstanceNode Node, CodeQuestion Question, CodeAnswer Answer)> judged)
    {
        foreach (var (coding, question, answer) in judged)
            ReportOfSystem(run, coding, question, answer);
        if (binding.MaxValueSet is { } maximum)
            CheckMaximum(run, node, maximum, judged);
        if (binding.Strength == "example")
        {
            foreach (var (coding, question, _) in judged.Where(j => j.Answer.Verdict == CodeVerdict.SystemUnknown && j.Question.System is not null))
                ReportUnchecked(run, coding, question, new CodeAnswer(CodeVerdict.SystemUnknown));
            return;
        }
        if (judged.Any(j => j.Answer.Verdict == CodeVerdict.Valid))
            return;
        if (judged.Find(j => j.Answer.Verdict is CodeVerdict.ValueSetUnknown or CodeVerdict.SystemUnknown) is { Answer: not null } open)
        {
            ReportUnchecked(run, open.Node, open.Question, open.Answer);
            return;
        }
        var message = binding.Strength switch
        {
            "required" => MessageTable.CodeRequired,
            "extensible" => MessageTable.CodeExtensible,
            _ => MessageTable.CodePreferred,
        };
        run.Findings.Add(node, message, string.Join(", ", judged.Select(j => CodeQuestions.Show(j.Question))), binding.ValueSet);
    }

    private static void ReportOfSystem(ValidationRun run, InstanceNode coding, CodeQuestion question, CodeAnswer answer)
    {
        if (answer.Verdict == CodeVerdict.NotInSystem && question.System is not null)
            run.Findings.Add(coding, MessageTable.CodeUnknown, question.Code, question.System);
        else if (answer.IsDisplayWrong)
            run.Findings.Add(coding, MessageTable.DisplayWrong, ValueRules.Cut(question.Display ?? ""), CodeQuestions.Show(question), answer.Display);
    }

    private static void CheckMaximum(
        ValidationRun run, InstanceNode node, string maximum, List<(InstanceNode Node, CodeQuestion Question, CodeAnswer Answer)> judged)
    {
        var answers = judged.ConvertAll(j =>
            CodeQuestions.Answer(run.Facts.Ask, j.Question with { ValueSet = maximum, Display = null }, j.Node.Type.IsPrimitive));
        if (answers.Any(a => a.Verdict == CodeVerdict.Valid))
            return;
        var unknown = answers.FindIndex(a => a.Verdict is CodeVerdict.ValueSetUnknown or CodeVerdict.SystemUnknown);
        if (unknown >= 0)
            ReportUnchecked(run, judged[unknown].Node, judged[unknown].Question with { ValueSet = maximum }, answers[unknown]);
        else
            run.Findings.Add(node, MessageTable.CodeBeyondMaximum, string.Join(", ", judged.Select(j => CodeQuestions.Show(j.Question))), maximum);
    }

    private static void ReportUnchecked(ValidationRun run, InstanceNode node, CodeQuestion question, CodeAnswer answer)
    {
        if (answer.Verdict == CodeVerdict.SystemUnknown)
            run.Findings.Add(node, MessageTable.SystemUnknown, CodeQuestions.Show(question), CodeQuestions.ShowSystem(question));
        else
            run.Findings.Add(node, MessageTable.ValueSetUnknown, CodeQuestions.Show(question), question.ValueSet);
    }
}
