using FhirHub.Regional.Referrals;
using FhirHub.Regional.Rules;
using FsCheck;
using FsCheck.Fluent;
using Hl7.Fhir.Model;

namespace FhirHub.UnitTests.Regional.Referrals;

/// <summary>The table of referrals, and what is said of it elsewhere.</summary>
[TestFixture]
internal sealed class ReferralTableTests
{
    private static readonly StateTable<ReferralState, ReferralStep, ReferralParty>[] Tables = [ReferralTable.Referral, ReferralTable.Collaboration];
    private static readonly ReferralState[] Ends = [ReferralState.Rejected, ReferralState.Completed, ReferralState.Cancelled];

    private static string Readme => File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "FhirHub.Regional", "Referrals", "README.md"));

    [Test]
    public void No_sequence_of_steps_leaves_the_table([Values(0, 1)] int table)
    {
        var steps = Gen.ListOf(Gen.Elements(Enum.GetValues<ReferralStep>())).ToArbitrary();
        Prop.ForAll(steps, sequence =>
        {
            var state = ReferralState.Draft;
            bool cancelledAfterAdmission = false, admitted = false;
            foreach (var step in sequence)
            {
                if (Tables[table].Find(state, step) is not { } line)
                    continue;
                state = line.To;
                admitted |= state == ReferralState.Admitted;
                cancelledAfterAdmission |= admitted && state == ReferralState.Cancelled;
            }

            return Enum.IsDefined(state) && !cancelledAfterAdmission;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Test]
    public void Every_state_is_reached_and_only_ends_lead_nowhere()
    {
        foreach (var table in Tables)
        {
            var reached = table.Lines.Select(l => l.To).Append(ReferralState.Draft).Distinct();
            Assert.That(reached, Is.EquivalentTo(Enum.GetValues<ReferralState>()));
            Assert.That(Enum.GetValues<ReferralState>().Where(s => !table.From(s).Any()), Is.EquivalentTo(Ends));
        }
    }

    [Test]
    public void Steps_are_taken_by_whose_turn_it_is_and_cancelled_by_the_requester_or_either()
    {
        foreach (var line in Tables.SelectMany(t => t.Lines).Where(l => l.Step != ReferralStep.Cancel))
            Assert.That(line.By, Is.EqualTo(ReferralStates.TurnIn(line.From)), $"{line.Step} in {line.From}");
        foreach (var line in Tables.SelectMany(t => t.Lines).Where(l => l.Step == ReferralStep.Cancel))
            Assert.That(line.By, Is.Not.EqualTo(ReferralParty.Receiver));
    }

    [Test]
    public void A_state_is_open_where_the_table_leads_on_from_it() =>
        Assert.That(ReferralStates.Open.Append(ReferralState.Draft), Is.EquivalentTo(Enum.GetValues<ReferralState>().Except(Ends)));

    [Test]
    public void Each_state_has_a_code_and_is_found_by_it()
    {
        foreach (var state in Enum.GetValues<ReferralState>())
            Assert.That(ReferralStates.Find(ReferralStates.ConceptOf(state)), Is.EqualTo(state));
        Assert.That(ReferralStates.Find(new CodeableConcept("http://example.cn/other", "requested")), Is.Null);
    }

    [Test]
    public void The_README_draws_the_table() =>
        Assert.That(Readme, Does.Contain(ReferralTable.Collaboration.Draw(ReferralStates.CodeOf, StepOf)));

    [Test]
    public void The_README_publishes_what_each_state_is_elsewhere()
    {
        foreach (var state in Enum.GetValues<ReferralState>())
        {
            string task = Hl7.Fhir.Utility.EnumUtility.GetLiteral(ReferralStates.TaskStatusOf(state))!, request = Hl7.Fhir.Utility.EnumUtility.GetLiteral(ReferralStates.RequestStatusOf(state))!;
            Assert.That(Readme, Does.Contain($"| `{ReferralStates.CodeOf(state)}` | `{task}` | `{request}` |"));
        }
    }

    private static string StepOf(ReferralStep step) => string.Concat(step.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
